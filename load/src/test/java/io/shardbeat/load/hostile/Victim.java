package io.shardbeat.load.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that notes what comes over each connection, and answers every request line that it sees with a 200. */
final class Victim implements AutoCloseable {
    private static final byte[] OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ServerSocket server;
    final List<Visit> visits = new CopyOnWriteArrayList<>();

    Victim() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Visit visit = new Visit(server.accept());
                visits.add(visit);
                threads.execute(visit::read);
            }
        } catch (IOException e) {
            // Closed: nobody else is let in.
        }
    }

    void throwOut() throws IOException {
        for (Visit visit : visits) {
            visit.socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        throwOut();
        threads.shutdownNow();
    }

    /** One connection. */
    static final class Visit {
        private final Socket socket;
        private final StringBuffer text = new StringBuffer();
        volatile boolean over;

        Visit(Socket socket) {
            this.socket = socket;
        }

        String text() {
            return text.toString();
        }

        /** How often it was said. */
        int count(String words) {
            return text().split(java.util.regex.Pattern.quote(words), -1).length - 1;
        }

        private void read() {
            byte[] buffer = new byte[65_536];
            int answered = 0;
            try (InputStream in = socket.getInputStream()) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    text.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                    for (int begun = count(" HTTP/1.1\r\n"); answered < begun; answered++) {
                        socket.getOutputStream().write(OK);
                    }
                }
            } catch (IOException e) {
                // The attacker has gone.
            } finally {
                over = true;
            }
        }
    }
}
