package io.shardbeat.it.hostile;

import io.shardbeat.it.client.Http2Frames;
import io.shardbeat.testkit.Endpoint;
import io.shardbeat.testkit.Fixtures;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A stranger with many connections, each of which does the same again and again until the attack is over: without a key,
 * and on the address 127.0.0.1 only.
 */
final class Attack implements AutoCloseable {
    static final String SLS_BEAT = "POST /logstores/" + Fixtures.LOGSTORE + "/consumergroups/"
            + Fixtures.FLEET_GROUP + "?type=heartbeat&consumer=x HTTP/1.1\r\nHost: " + Fixtures.PROJECT
            + ".cn.example.com\r\nContent-Type: application/json\r\n";
    private static final String CLS_BEAT = "POST / HTTP/1.1\r\nHost: cls.example.com\r\n"
            + "Content-Type: application/json\r\nX-TC-Action: SendConsumerHeartbeat\r\nX-TC-Version: 2020-10-16\r\n";

    /** What one connection does. */
    interface Way {
        void harm(Socket socket) throws IOException, InterruptedException;
    }

    private final List<Thread> threads = new ArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean goesOn = true;

    private Attack(Endpoint node, int connections, Way way) {
        this(node.port(), connections, way);
    }

    Attack(int port, int connections, Way way) {
        for (int i = 0; i < connections; i++) {
            Thread thread = new Thread(() -> repeat(port, way), "attack-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    private void repeat(int port, Way way) {
        while (goesOn) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                sockets.add(socket);
                socket.setTcpNoDelay(true);
                way.harm(socket);
                sockets.remove(socket);
            } catch (IOException e) {
                pause(50); // thrown out, or not let in: as a stranger may be
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One chunk of 9.9 MB, then as many of one byte as there is time for. */
    static Attack tinyChunks(Endpoint node, int connections) {
        byte[] large =
                ("%x\r\n".formatted(9_900_000) + " ".repeat(9_900_000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        return new Attack(node, connections, socket -> {
            OutputStream out = socket.getOutputStream();
            out.write(bytes(CLS_BEAT + "Transfer-Encoding: chunked\r\n\r\n"));
            out.write(large);
            while (true) {
                out.write(bytes("1\r\n \r\n"));
                TimeUnit.MILLISECONDS.sleep(5);
            }
        });
    }

    /** Bodies that are announced, and of which only a part comes. */
    static Attack endlessBodies(Endpoint node, int connections, int announced, int sent) {
        byte[] part = bytes(" ".repeat(sent));
        return new Attack(node, connections, socket -> {
            socket.getOutputStream().write(bytes(SLS_BEAT + "Content-Length: " + announced + "\r\n\r\n"));
            socket.getOutputStream().write(part);
            waitForEnd(socket);
        });
    }

    /** Requests without end, and nobody reads an answer. */
    static Attack neverReads(Endpoint node, int connections) {
        byte[] many = bytes((SLS_BEAT + "Content-Length: 2\r\n\r\n[]").repeat(200));
        return new Attack(node, connections, socket -> {
            while (true) {
                socket.getOutputStream().write(many);
            }
        });
    }

    /** Requests without end, whose answers are all read. */
    static Attack pipelines(Endpoint node, int connections) {
        byte[] many = bytes((SLS_BEAT + "Content-Length: 2\r\n\r\n[]").repeat(50));
        return new Attack(node, connections, socket -> {
            readAll(socket);
            while (true) {
                socket.getOutputStream().write(many);
            }
        });
    }

    /** Small HTTP/2 requests that say something else to whoever reads lines. */
    static Attack brokenHttp2(Endpoint node, int connections, Http2Frames.Head head) {
        return new Attack(node, connections, socket -> {
            socket.getOutputStream().write(Http2Frames.preface());
            readAll(socket);
            for (int stream = 1; stream < 2_000; stream += 2) {
                socket.getOutputStream().write(Http2Frames.request(stream, head, new byte[0]));
                TimeUnit.MILLISECONDS.sleep(5);
            }
        });
    }

    /**
     * Good requests without end, on as many streams as there are, and the server's settings are never acknowledged.
     *
     * @param resets whether each is taken back at once
     */
    static Attack streams(Endpoint node, int connections, Http2Frames.Head head, boolean resets) {
        return new Attack(node, connections, socket -> {
            socket.getOutputStream().write(Http2Frames.preface());
            readAll(socket);
            for (int stream = 1; stream > 0; stream += 2) {
                socket.getOutputStream().write(Http2Frames.request(stream, head, bytes("[]")));
                if (resets) {
                    socket.getOutputStream().write(Http2Frames.reset(stream));
                }
            }
        });
    }

    /** Connections that do nothing. */
    static Attack idles(Endpoint node, int connections) {
        return new Attack(node, connections, Attack::waitForEnd);
    }

    /** Headers of one byte in each tenth of a second. */
    static Attack slowHeads(Endpoint node, int connections) {
        return new Attack(node, connections, socket -> {
            for (byte one : bytes(SLS_BEAT.repeat(20))) {
                socket.getOutputStream().write(one);
                TimeUnit.MILLISECONDS.sleep(100);
            }
        });
    }

    static void waitForEnd(Socket socket) throws IOException, InterruptedException {
        socket.getInputStream().readAllBytes();
        TimeUnit.MILLISECONDS.sleep(50);
    }

    /** In the background, until it ends. */
    static void readAll(Socket socket) {
        Thread reader = new Thread(() -> drain(socket));
        reader.setDaemon(true);
        reader.start();
    }

    private static void drain(Socket socket) {
        byte[] buffer = new byte[65_536];
        try {
            while (socket.getInputStream().read(buffer) >= 0) {
                continue;
            }
        } catch (IOException e) {
            return; // the attack is over, or thrown out
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        goesOn = false;
        for (Socket socket : sockets) {
            socket.close();
        }
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
    }
}
