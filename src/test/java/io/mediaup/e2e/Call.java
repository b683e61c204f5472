package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.lab.LabMachine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A call that lasts until it is closed. */
record Call(Socket socket) implements AutoCloseable {

    static Call on(LabMachine host) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), host.port());
        socket.getOutputStream()
                .write("POST /session HTTP/1.1\r\nHost: lab\r\nTransfer-Encoding: chunked\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 200");
        return new Call(socket);
    }

    void hangUp() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        hangUp();
    }
}
