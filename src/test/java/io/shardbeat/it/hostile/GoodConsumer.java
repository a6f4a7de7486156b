package io.shardbeat.it.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shardbeat.it.client.Requests;
import io.shardbeat.testkit.Endpoint;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.wire.RawHttp;
import io.shardbeat.testkit.wire.SampleRequest;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Beats at one node over one connection, and writes down how long that took and what became of it. */
final class GoodConsumer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration INTERVAL = Duration.ofMillis(300);
    private static final String EXPIRED = "NotExistConsumerWithBody";
    private static final int PATIENCE_MILLIS = 10_000;
    /** Before each repeat: docs/clients.md, who repeats what. */
    private static final int[] PAUSES_MILLIS = {600, 1_200, 2_400};

    private final String name;
    private final Endpoint node;
    private final Thread thread;
    private final List<Duration> latencies = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private Set<Integer> shards = new TreeSet<>();
    private @Nullable Socket socket;
    private volatile boolean beats = true;
    private volatile long lastBegunNanos = Long.MIN_VALUE;

    GoodConsumer(String name, Endpoint node) {
        this.name = name;
        this.node = node;
        thread = new Thread(this::beat, name);
        thread.setDaemon(true);
        thread.start();
    }

    synchronized Set<Integer> shards() {
        return Set.copyOf(shards);
    }

    /** What it saw since it was asked last. */
    synchronized List<Duration> takeLatencies() {
        List<Duration> taken = List.copyOf(latencies);
        latencies.clear();
        return taken;
    }

    /** Errors, and shards that it lost, since it was asked last. */
    synchronized List<String> takeFailures() {
        List<String> taken = List.copyOf(failures);
        failures.clear();
        return taken;
    }

    /** Whether a heartbeat is over that began after a moment of {@code System.nanoTime()}. */
    boolean hasBeatenSince(long nanos) {
        return lastBegunNanos != Long.MIN_VALUE && lastBegunNanos - nanos >= 0;
    }

    private void beat() {
        while (beats) {
            long start = System.nanoTime();
            String failure = beatOnce();
            long took = System.nanoTime() - start;
            synchronized (this) {
                latencies.add(Duration.ofNanos(took));
                if (failure != null) {
                    failures.add(name + ": " + failure);
                }
            }
            lastBegunNanos = start;
            try {
                TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos() - took);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private @Nullable String beatOnce() {
        try {
            return understand(exchange());
        } catch (IOException e) {
            disconnect();
            return e.toString();
        }
    }

    private synchronized @Nullable String understand(String body) throws IOException {
        JsonNode answer = JSON.readTree(body);
        if (!answer.isArray()) {
            if (body.contains(EXPIRED)) {
                shards = new TreeSet<>(); // and so joins again, as clients do
            }
            return body;
        }
        Set<Integer> granted = new TreeSet<>();
        answer.forEach(shard -> granted.add(shard.asInt()));
        boolean lost = !granted.containsAll(shards);
        String failure = lost ? "had " + shards + " and has " + granted : null;
        shards = granted;
        return failure;
    }

    /** Repeated as the official Java library does; and at once where a kept connection was closed meanwhile. */
    private String exchange() throws IOException {
        if (socket != null) {
            try {
                return exchangeOnce();
            } catch (IOException e) {
                disconnect();
            }
        }
        for (int pause : PAUSES_MILLIS) {
            try {
                return exchangeOnce();
            } catch (IOException e) {
                disconnect();
            }
            pause(pause);
        }
        return exchangeOnce();
    }

    private static void pause(int millis) throws InterruptedIOException {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private String exchangeOnce() throws IOException {
        Socket to = socket;
        if (to == null) {
            to = new Socket();
            to.connect(new InetSocketAddress("127.0.0.1", node.port()), PATIENCE_MILLIS);
            to.setSoTimeout(PATIENCE_MILLIS);
            to.setTcpNoDelay(true);
            socket = to;
        }
        String body = shards().toString().replace(" ", "");
        String target = "/logstores/" + Fixtures.LOGSTORE + "/consumergroups/" + Fixtures.FLEET_GROUP
                + "?type=heartbeat&consumer=" + name;
        SampleRequest beat = Requests.slsSigned(Requests.sls("POST", Fixtures.PROJECT, target, body), Instant.now());
        String request = RawHttp.head(beat) + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        to.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return read(new BufferedInputStream(to.getInputStream()));
    }

    private String read(InputStream in) throws IOException {
        int length = 0;
        boolean isLast = false;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String lower = line.toLowerCase(java.util.Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).trim());
            }
            isLast |= lower.equals("connection: close");
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        if (isLast) {
            disconnect();
        }
        return body;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("closed without an answer");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private void disconnect() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            socket = null;
        }
    }

    @Override
    public void close() throws InterruptedException {
        beats = false;
        thread.interrupt();
        thread.join();
        disconnect();
    }
}
