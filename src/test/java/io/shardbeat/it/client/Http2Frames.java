package io.shardbeat.it.client;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** HTTP/2 byte for byte, also what no client would send. Headers are written as literals. Source: RFC 9113, RFC 7541. */
public final class Http2Frames {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int GO_AWAY = 7;
    private static final int SETTINGS = 4;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int FRAME_HEAD = 9;
    private static final int LONGEST_FRAME = 16_000;

    private Http2Frames() {}

    /** @param headers in lower case, beside the pseudo-headers */
    public record Head(String authority, String path, List<Map.Entry<String, String>> headers) {
        public Head with(String name, String value) {
            List<Map.Entry<String, String>> more = new ArrayList<>(headers);
            more.add(Map.entry(name, value));
            return new Head(authority, path, more);
        }

        public Head path(String other) {
            return new Head(authority, other, headers);
        }
    }

    public static byte[] preface() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frame(out, SETTINGS, 0, 0, new byte[0]);
        return out.toByteArray();
    }

    /** The peer wants no answer to it any more. */
    public static byte[] reset(int stream) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        frame(out, RESET, 0, stream, new byte[] {0, 0, 0, 8});
        return out.toByteArray();
    }

    /** A frame of no stream, or of one: whatever its type and payload are. */
    public static byte[] frame(int type, int flags, int stream, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        frame(out, type, flags, stream, payload);
        return out.toByteArray();
    }

    /** The beginning of a request whose headers, and with them the request, never end. */
    public static byte[] endlessHead(int stream, Head head) {
        byte[] whole = request(stream, head, new byte[0]);
        byte[] headers = java.util.Arrays.copyOf(whole, whole.length - FRAME_HEAD);
        headers[4] = 0;
        return headers;
    }

    /** A POST. */
    public static byte[] request(int stream, Head head, byte[] body) {
        return request(stream, "POST", head, body);
    }

    public static byte[] request(int stream, String method, Head head, byte[] body) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        literal(block, ":method", method);
        literal(block, ":scheme", "http");
        literal(block, ":path", head.path);
        literal(block, ":authority", head.authority);
        head.headers.forEach(header -> literal(block, header.getKey(), header.getValue()));
        byte[] all = block.toByteArray();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < all.length; from += LONGEST_FRAME) {
            int to = Math.min(all.length, from + LONGEST_FRAME);
            int flags = to == all.length ? END_HEADERS : 0;
            frame(out, from == 0 ? HEADERS : CONTINUATION, flags, stream, java.util.Arrays.copyOfRange(all, from, to));
        }
        frame(out, DATA, END_STREAM, stream, body);
        return out.toByteArray();
    }

    private static void frame(ByteArrayOutputStream out, int type, int flags, int stream, byte[] payload) {
        out.write(payload.length >> 16);
        out.write(payload.length >> 8);
        out.write(payload.length);
        out.write(type);
        out.write(flags);
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(stream >> shift);
        }
        out.writeBytes(payload);
    }

    private static void literal(ByteArrayOutputStream out, String name, String value) {
        out.write(0);
        text(out, name);
        text(out, value);
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < 127) {
            out.write(bytes.length);
        } else {
            out.write(127);
            int rest = bytes.length - 127;
            for (; rest >= 128; rest /= 128) {
                out.write(rest % 128 + 128);
            }
            out.write(rest);
        }
        out.writeBytes(bytes);
    }

    /** The body that a stream is answered with, or {@code reset}, or {@code gone away} when the connection ends. */
    public static String answer(DataInputStream in, int stream) throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int first = in.read();
            if (first < 0) {
                return "gone away";
            }
            int length = first << 16 | in.readUnsignedShort();
            int type = in.read();
            int flags = in.read();
            int of = in.readInt();
            byte[] payload = in.readNBytes(length);
            if (type == GO_AWAY) {
                return "gone away";
            }
            if (of == stream && type == RESET) {
                return "reset";
            }
            if (of == stream && type == DATA) {
                body.append(new String(payload, StandardCharsets.UTF_8));
            }
            if (of == stream && (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0) {
                return body.toString();
            }
        }
    }
}
