package io.mediaup.remote.ssh;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.schmizz.sshj.common.Buffer;

/**
 * An SSH agent, asked over its socket by draft-miller-ssh-agent. Each question has a connection of its own; an interrupt
 * ends it. sshj has no agent, and the JDK has had these sockets since Java 16, so this needs no further library.
 */
final class Agent {

    private static final int REQUEST_IDENTITIES = 11;
    private static final int IDENTITIES_ANSWER = 12;
    private static final int SIGN_REQUEST = 13;
    private static final int SIGN_RESPONSE = 14;
    private static final int RSA_SHA2_512 = 4;
    private static final int LARGEST_MESSAGE = 256 * 1024;
    private static final int MOST_KEYS = 200;

    private final Path socket;

    Agent(Path socket) {
        this.socket = socket;
    }

    /** The public keys that the agent can sign with. */
    List<HostKey> keys() throws IOException {
        try {
            Buffer.PlainBuffer answer = ask(new byte[] {REQUEST_IDENTITIES}, IDENTITIES_ANSWER);
            long count = answer.readUInt32();
            List<HostKey> keys = new ArrayList<>();
            for (long i = 0; i < Math.min(count, MOST_KEYS); i++) {
                keys.add(HostKey.of(answer.readBytes()));
                answer.readBytes();
            }
            return keys;
        } catch (Buffer.BufferException e) {
            throw new IOException("the agent's answer breaks off");
        }
    }

    /** The signature over {@code data} with {@code key}, in its wire form; RSA with SHA-512. */
    byte[] sign(byte[] key, byte[] data) throws IOException {
        boolean rsa = HostKey.of(key).type().equals("ssh-rsa");
        byte[] request = new Buffer.PlainBuffer()
                .putByte((byte) SIGN_REQUEST)
                .putString(key)
                .putString(data)
                .putUInt32(rsa ? RSA_SHA2_512 : 0)
                .getCompactData();
        try {
            return ask(request, SIGN_RESPONSE).readBytes();
        } catch (Buffer.BufferException e) {
            throw new IOException("the agent's answer breaks off");
        }
    }

    private Buffer.PlainBuffer ask(byte[] request, int expected) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
            out.write(ByteBuffer.allocate(4 + request.length)
                    .putInt(request.length)
                    .put(request)
                    .array());
            out.flush();
            DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
            int length = in.readInt();
            if (length < 1 || length > LARGEST_MESSAGE) {
                throw new IOException("the agent's answer is too large");
            }
            int type = in.readUnsignedByte();
            byte[] body = new byte[length - 1];
            in.readFully(body);
            if (type != expected) {
                throw new IOException("the agent refuses");
            }
            return new Buffer.PlainBuffer(body);
        }
    }
}
