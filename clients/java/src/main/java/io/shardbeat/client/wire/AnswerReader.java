package io.shardbeat.client.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one HTTP/1.1 answer. Whatever the peer sends has a bound. */
final class AnswerReader {
    private static final int MOST_HEAD_BYTES = 1 << 20;
    private static final int MOST_BODY_BYTES = 1 << 24;
    private static final String NO_CONTENT = "204";

    private final InputStream in;
    private final Map<String, String> headers = new HashMap<>();
    private int headBytes;

    AnswerReader(InputStream in) {
        this.in = in;
    }

    /** @param sentAt when its request was sent */
    Answer read(long sentAt) throws IOException {
        String[] status = line().split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.") || !status[1].matches("[1-5]\\d\\d")) {
            throw new IOException("no HTTP answer");
        }
        readHeaders();
        boolean hasBody = !status[1].equals(NO_CONTENT);
        String body = hasBody ? new String(body(), StandardCharsets.UTF_8) : "";
        return new Answer(Integer.parseInt(status[1]), Map.copyOf(headers), body, sentAt);
    }

    private void readHeaders() throws IOException {
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
                headers.put(name, line.substring(colon + 1).strip());
            }
        }
    }

    private byte[] body() throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return chunks();
        }
        String length = headers.get("content-length");
        if (length != null) {
            return exactly(number(length, 10));
        }
        headers.put("connection", "close");
        byte[] body = in.readNBytes(MOST_BODY_BYTES + 1);
        number(Integer.toString(body.length), 10);
        return body;
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.write(exactly(size));
            line();
            number(Integer.toString(body.size()), 10);
        }
        readHeaders();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return number(line().split(";", 2)[0].strip(), 16);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer was cut off");
        }
        return bytes;
    }

    private static int number(String text, int radix) throws IOException {
        try {
            int number = Integer.parseInt(text, radix);
            if (number >= 0 && number <= MOST_BODY_BYTES) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IOException("no length of a body: " + text, e);
        }
        throw new IOException("a body of " + text + " bytes, expected at most " + MOST_BODY_BYTES);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection was closed");
            }
            if (++headBytes > MOST_HEAD_BYTES) {
                throw new IOException("the answer's head has more than " + MOST_HEAD_BYTES + " bytes");
            }
            line.append((char) c);
        }
        int end = line.length() > 0 && line.charAt(line.length() - 1) == '\r' ? line.length() - 1 : line.length();
        return line.substring(0, end);
    }

    /** Whether the connection is of no use after this answer. */
    static boolean endsConnection(Answer answer) {
        @Nullable String connection = answer.headers().get("connection");
        return connection != null && connection.toLowerCase(Locale.ROOT).contains("close");
    }
}
