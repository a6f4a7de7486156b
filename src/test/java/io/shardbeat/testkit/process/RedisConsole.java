package io.shardbeat.testkit.process;

import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A redis-cli of sorts: looks at Redis past the code under test. Text in both directions, as ISO-8859-1. It is the
 * default user, whoever the address names.
 */
public final class RedisConsole implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 5_000;

    private final Socket socket;
    private final InputStream in;

    public RedisConsole(URI redis) {
        try {
            socket = new Socket(redis.getHost(), redis.getPort());
            socket.setSoTimeout(TIMEOUT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when the server takes commands: it may listen, and still read what it has on disk. */
    static void awaitUp(URI redis) {
        await().pollInterval(Duration.ofMillis(20)).ignoreExceptions().until(() -> {
            try (RedisConsole console = new RedisConsole(redis)) {
                return console.text("PING").equals("PONG");
            }
        });
    }

    /** The reply: text, {@code Long}, a list of these, or {@code null}. An error reply is thrown. */
    public synchronized @Nullable Object call(String... command) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(bytes("*" + command.length + "\r\n"));
        for (String part : command) {
            request.writeBytes(bytes("$" + part.length() + "\r\n" + part + "\r\n"));
        }
        try {
            socket.getOutputStream().write(request.toByteArray());
            return reply();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long number(String... command) {
        return call(command) instanceof Long number ? number : Long.MIN_VALUE;
    }

    public String text(String... command) {
        return String.valueOf(call(command));
    }

    public List<String> list(String... command) {
        return call(command) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Redis time in milliseconds. */
    public long nowMillis() {
        List<String> time = list("TIME");
        return Long.parseLong(time.get(0)) * 1000 + Long.parseLong(time.get(1)) / 1000;
    }

    /** How often a command was called since {@code CONFIG RESETSTAT}, by scripts too. */
    public long calls(String command) {
        for (String line : text("INFO", "commandstats").split("\r\n")) {
            if (line.startsWith("cmdstat_" + command + ":calls=")) {
                return Long.parseLong(line.substring(line.indexOf('=') + 1, line.indexOf(',')));
            }
        }
        return 0;
    }

    /** How many commands were called since {@code CONFIG RESETSTAT}, by scripts too. */
    public long calls() {
        return text("INFO", "commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1, line.indexOf(','))))
                .sum();
    }

    private @Nullable Object reply() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> rest;
            case ':' -> Long.parseLong(rest);
            case '$' -> rest.equals("-1") ? null : text(Integer.parseInt(rest));
            case '*' -> rest.equals("-1") ? null : replies(Integer.parseInt(rest));
            default -> throw new IllegalStateException("Redis says: " + line);
        };
    }

    private List<@Nullable Object> replies(int count) throws IOException {
        List<@Nullable Object> replies = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            replies.add(reply());
        }
        return replies;
    }

    private String text(int length) throws IOException {
        byte[] text = in.readNBytes(length + 2);
        return new String(text, 0, length, StandardCharsets.ISO_8859_1);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\r'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("Redis closed the connection");
            }
            line.append((char) c);
        }
        in.read();
        return line.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
