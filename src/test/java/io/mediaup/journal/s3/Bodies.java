package io.mediaup.journal.s3;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Bodies as the SDK sends them: as they are, or in chunks with signatures and a checksum behind them (aws-chunked). */
final class Bodies {

    private Bodies() {}

    static byte[] read(HttpExchange exchange) throws IOException {
        byte[] raw = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestHeaders().getFirst("x-amz-decoded-content-length") == null) {
            return raw;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int end = at;
            while (raw[end] != '\r') {
                end++;
            }
            String size = new String(raw, at, end - at, StandardCharsets.US_ASCII).split(";", 2)[0];
            int length = Integer.parseInt(size, 16);
            if (length == 0) {
                return content.toByteArray();
            }
            content.write(raw, end + 2, length);
            at = end + 2 + length + 2;
        }
    }
}
