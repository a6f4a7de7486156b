import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Replays the heartbeats that {@code Requests.java} wrote over one connection, as a gateway in front of many consumers does:
 * {@code http1} pipelines them, {@code http2} sends each as a stream. Keeps DEPTH of them under way. Prints a line as
 * {@code replay.lua} does; percentiles are microseconds from sending to the answer.
 * Run: {@code java -Djdk.net.hosts.file=HOSTS OneConnection.java http1|http2 PORT FILE DEPTH SECONDS}, where HOSTS has
 * {@code 127.0.0.1 load.cn.example.com}: over HTTP/2 the name of the project is in the authority.
 */
final class OneConnection {
    private static final int MOST_TIMES = 4_000_000;

    private final int port;
    private final List<String> requests;
    private final Semaphore room;
    private final int seconds;
    private long beganNanos;
    private final int depth;
    private final int[] micros = new int[MOST_TIMES];
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger bad = new AtomicInteger();

    private OneConnection(int port, List<String> requests, int depth, int seconds) {
        this.port = port;
        this.requests = requests;
        this.depth = depth;
        this.room = new Semaphore(depth);
        this.seconds = seconds;
    }

    public static void main(String[] args) throws Exception {
        String all = Files.readString(Path.of(args[2]), StandardCharsets.ISO_8859_1);
        OneConnection run = new OneConnection(
                Integer.parseInt(args[1]),
                List.of(all.split("\0")),
                Integer.parseInt(args[3]),
                Integer.parseInt(args[4]));
        if (args[0].equals("http1")) {
            run.pipeline();
        } else {
            run.streams();
        }
        run.room.acquire(run.depth);
        run.report((System.nanoTime() - run.beganNanos) / 1_000);
    }

    private boolean goesOn() {
        return System.nanoTime() - beganNanos < seconds * 1_000_000_000L;
    }

    private void pipeline() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            long[] sent = new long[depth];
            Thread reader = new Thread(() -> {
                try (InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16)) {
                    for (int i = 0; ; i++) {
                        boolean ok = answer(in);
                        note(sent[i % depth], ok);
                    }
                } catch (IOException over) {
                    // the end
                }
            });
            reader.setDaemon(true);
            reader.start();
            beganNanos = System.nanoTime();
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
            for (int i = 0; goesOn(); i++) {
                if (!room.tryAcquire()) {
                    out.flush();
                    room.acquire();
                }
                sent[i % depth] = System.nanoTime();
                out.write(requests.get(i % requests.size()).getBytes(StandardCharsets.ISO_8859_1));
            }
            out.flush();
            room.acquire(depth);
            room.release(depth);
        }
    }

    /** Reads one; whether it is 200. */
    private static boolean answer(InputStream in) throws IOException {
        String status = line(in);
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).trim());
            }
        }
        in.skipNBytes(length);
        return status.startsWith("HTTP/1.1 200");
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the connection has ended");
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    private void streams() throws Exception {
        List<HttpRequest> parsed = new ArrayList<>();
        for (String request : requests) {
            parsed.add(parse(request));
        }
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        HttpResponse<byte[]> first = client.send(parsed.get(0), HttpResponse.BodyHandlers.ofByteArray());
        if (client.send(parsed.get(0), HttpResponse.BodyHandlers.ofByteArray()).version()
                != HttpClient.Version.HTTP_2) {
            throw new IOException("no HTTP/2: " + first);
        }
        beganNanos = System.nanoTime();
        for (int i = 0; goesOn(); i++) {
            room.acquire();
            long sent = System.nanoTime();
            client.sendAsync(parsed.get(i % parsed.size()), HttpResponse.BodyHandlers.ofByteArray())
                    .whenComplete((answer, failure) -> note(sent, failure == null && answer.statusCode() == 200));
        }
    }

    private HttpRequest parse(String text) {
        int end = text.indexOf("\r\n\r\n");
        String[] lines = text.substring(0, end).split("\r\n");
        String host = "";
        HttpRequest.Builder request = HttpRequest.newBuilder();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            String name = line.substring(0, line.indexOf(':'));
            String value = line.substring(name.length() + 1).trim();
            if (name.equalsIgnoreCase("Host")) {
                host = value;
            } else if (!name.equalsIgnoreCase("Content-Length")) {
                request.header(name, value);
            }
        }
        return request.uri(URI.create("http://" + host + ":" + port + lines[0].split(" ")[1]))
                .POST(HttpRequest.BodyPublishers.ofString(text.substring(end + 4), StandardCharsets.ISO_8859_1))
                .build();
    }

    private void note(long sentNanos, boolean ok) {
        int at = answered.getAndIncrement();
        if (at < micros.length) {
            micros[at] = (int) ((System.nanoTime() - sentNanos) / 1_000);
        }
        if (!ok) {
            bad.incrementAndGet();
        }
        room.release();
    }

    private void report(long tookMicros) {
        int[] all = Arrays.copyOf(micros, Math.min(answered.get(), micros.length));
        Arrays.sort(all);
        System.out.printf(
                "RESULT %d %d %d 0 %d %d %d%n",
                answered.get(),
                tookMicros,
                bad.get(),
                all[all.length / 2],
                all[(int) (all.length * 0.99)],
                all[all.length - 1]);
    }
}
