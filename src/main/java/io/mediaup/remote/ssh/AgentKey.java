package io.mediaup.remote.ssh;

import java.io.IOException;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/** Logging in with a key that an agent keeps (RFC 4252, 7): first the host says whether it takes the key, then it is used. */
final class AgentKey extends AbstractAuthMethod {

    private final Agent agent;
    private final HostKey key;
    private final byte[] blob;

    AgentKey(Agent agent, HostKey key) {
        super("publickey");
        this.agent = agent;
        this.key = key;
        this.blob = java.util.Base64.getDecoder().decode(key.base64());
    }

    @Override
    protected SSHPacket buildReq() throws UserAuthException {
        return request(false);
    }

    @Override
    public void handle(Message message, SSHPacket packet) throws UserAuthException, TransportException {
        if (message != Message.USERAUTH_60) {
            super.handle(message, packet);
            return;
        }
        SSHPacket request = request(true);
        byte[] signed = new Buffer.PlainBuffer()
                .putString(params.getTransport().getSessionID())
                .putBuffer(request)
                .getCompactData();
        try {
            request.putString(agent.sign(blob, signed));
        } catch (IOException e) {
            throw new UserAuthException("the agent did not sign", e);
        }
        params.getTransport().write(request);
    }

    private SSHPacket request(boolean signed) throws UserAuthException {
        String algorithm = key.type().equals("ssh-rsa") ? "rsa-sha2-512" : key.type();
        return super.buildReq().putBoolean(signed).putString(algorithm).putString(blob);
    }
}
