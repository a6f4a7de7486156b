package io.shardbeat.ctl.api;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Server-sent events, one after another, each within a bound. */
public final class EventStream implements AutoCloseable {
    private static final int LONGEST_EVENT = 4 * 1024 * 1024;

    private final InputStream in;

    public EventStream(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** @param id to go on from after a break; empty when the node gives none */
    public record Event(String id, String name, String data) {}

    /** @return {@code null} when the stream has ended */
    public @Nullable Event next() throws IOException {
        String id = "";
        String name = "message";
        StringBuilder data = new StringBuilder();
        for (String line = line(); line != null; line = line()) {
            if (line.isEmpty()) {
                if (data.length() > 0) {
                    return new Event(id, name, data.substring(1));
                }
                name = "message";
            } else if (line.startsWith("data:")) {
                data.append('\n').append(value(line));
            } else if (line.startsWith("event:")) {
                name = value(line);
            } else if (line.startsWith("id:")) {
                id = value(line);
            }
            if (data.length() > LONGEST_EVENT) {
                throw new AnswerTooLarge(LONGEST_EVENT);
            }
        }
        return null;
    }

    private static String value(String line) {
        String value = line.substring(line.indexOf(':') + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int each = in.read(); each >= 0; each = in.read()) {
            if (each == '\n') {
                String line = bytes.toString(StandardCharsets.UTF_8);
                return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            }
            if (bytes.size() >= LONGEST_EVENT) {
                throw new AnswerTooLarge(LONGEST_EVENT);
            }
            bytes.write(each);
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
