package io.shardbeat.load.protocol;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns requests into bytes, and remembers the last one: a steady consumer sends the same but for the time. */
final class Wire {
    private final Clock clock;
    private final @Nullable Signer signer;
    private final String fixedHeaders;

    /** @param fixedHeaders lines that every request carries, each with its CRLF, Host among them */
    Wire(Clock clock, @Nullable Signer signer, String fixedHeaders) {
        this.clock = clock;
        this.signer = signer;
        this.fixedHeaders = fixedHeaders;
    }

    /** @param headers further header lines, each with its CRLF */
    Ready prepare(Request request, String headers) {
        String head = request.method() + " " + request.target() + " HTTP/1.1\r\n" + fixedHeaders + headers
                + "Content-Length: " + request.body().length + "\r\n";
        return new Ready(head, signer == null ? null : signer.prepare(request), request.body());
    }

    /** The header line, none where there is nothing to say. */
    static String userAgent(String name) {
        return name.isEmpty() ? "" : "User-Agent: " + name + "\r\n";
    }

    Clock.Times now() {
        return clock.at(System.currentTimeMillis() / 1_000);
    }

    /** A request that only lacks its time and signature. */
    record Ready(String head, Signer.@Nullable Signed signed, byte[] body) {
        byte[] bytes(Clock.Times times) {
            String lines = head + (signed == null ? "" : signed.headers(times)) + "\r\n";
            byte[] bytes = new byte[lines.length() + body.length];
            System.arraycopy(lines.getBytes(StandardCharsets.ISO_8859_1), 0, bytes, 0, lines.length());
            System.arraycopy(body, 0, bytes, lines.length(), body.length);
            return bytes;
        }
    }
}
