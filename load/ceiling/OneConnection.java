import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
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
 * Run: {@code java -cp 'target/quarkus-app/lib/main/*' OneConnection.java http1|http2 PORT FILE DEPTH SECONDS}.
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
        System.exit(0);
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

    /** With the HTTP client that the node brings: the JDK's takes longer for a stream than the node does. */
    private void streams() throws Exception {
        Vertx vertx = Vertx.vertx();
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false)
                        .setHttp2MultiplexingLimit(depth),
                new PoolOptions().setHttp2MaxSize(1));
        List<Stream> parsed = new ArrayList<>();
        for (String request : requests) {
            parsed.add(parse(request));
        }
        room.acquire(depth);
        beganNanos = System.nanoTime();
        vertx.runOnContext(loop -> {
            for (int i = 0; i < depth; i++) {
                next(client, parsed, i);
            }
        });
    }

    /** Each of so many under way follows the one before it, until the time is over. */
    private void next(HttpClient client, List<Stream> all, int at) {
        if (!goesOn()) {
            room.release();
            return;
        }
        long sent = System.nanoTime();
        Stream stream = all.get(at % all.size());
        client.request(stream.head)
                .compose(request -> request.send(stream.body))
                .compose(answer -> answer.body().map(body -> answer.statusCode() == 200))
                .onComplete(ok -> {
                    count(sent, ok.succeeded() && ok.result());
                    next(client, all, at + depth);
                });
    }

    private record Stream(RequestOptions head, Buffer body) {}

    private Stream parse(String text) {
        int end = text.indexOf("\r\n\r\n");
        String[] lines = text.substring(0, end).split("\r\n");
        RequestOptions head = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, "127.0.0.1"))
                .setURI(lines[0].split(" ")[1]);
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            String name = line.substring(0, line.indexOf(':'));
            String value = line.substring(name.length() + 1).trim();
            if (name.equalsIgnoreCase("Host")) {
                head.setHost(value).setPort(80);
            } else {
                head.addHeader(name.toLowerCase(Locale.ROOT), value);
            }
        }
        return new Stream(head, Buffer.buffer(text.substring(end + 4), "ISO-8859-1"));
    }

    private void note(long sentNanos, boolean ok) {
        count(sentNanos, ok);
        room.release();
    }

    private void count(long sentNanos, boolean ok) {
        int at = answered.getAndIncrement();
        if (at < micros.length) {
            micros[at] = (int) ((System.nanoTime() - sentNanos) / 1_000);
        }
        if (!ok) {
            bad.incrementAndGet();
        }
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
