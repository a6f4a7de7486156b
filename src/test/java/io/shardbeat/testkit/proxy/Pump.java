package io.shardbeat.testkit.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Carries one direction of one connection. Reads at once and writes when the flow lets it, so that delays do not add up. */
final class Pump {
    private static final int CHUNK = 16 * 1024;

    private final Socket from;
    private final Socket to;
    private final Flow flow;
    private final Connection connection;
    private final BlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>();

    /** No bytes: the end of the stream. */
    private record Chunk(byte[] bytes, long arrived) {}

    Pump(Socket from, Socket to, Flow flow, Connection connection) {
        this.from = from;
        this.to = to;
        this.flow = flow;
        this.connection = connection;
    }

    void read() throws IOException {
        InputStream in = from.getInputStream();
        byte[] buffer = new byte[CHUNK];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            underWay.add(new Chunk(Arrays.copyOf(buffer, count), System.nanoTime()));
        }
        underWay.add(new Chunk(new byte[0], System.nanoTime()));
    }

    void write() throws IOException, InterruptedException {
        while (true) {
            Chunk chunk = underWay.take();
            int length = chunk.bytes().length;
            int admitted = flow.admit(length, chunk.arrived());
            if (admitted == Flow.LOST || connection.isHalfOpen()) {
                return;
            }
            if (length == 0) {
                to.shutdownOutput();
                connection.ended();
                return;
            }
            to.getOutputStream().write(chunk.bytes(), 0, admitted);
            if (admitted < length) {
                connection.reset();
                return;
            }
        }
    }
}
