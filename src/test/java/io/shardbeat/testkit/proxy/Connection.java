package io.shardbeat.testkit.proxy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** One client's connection through a proxy, and its counterpart to the server. */
final class Connection {
    private final Socket client;
    private final Socket server;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private volatile boolean halfOpen;
    private int directionsEnded;

    /** What a thread of it does until the end. */
    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    Connection(Socket client, Socket server) {
        this.client = client;
        this.server = server;
    }

    void start(Flow toServer, Flow toClient) {
        Pump up = new Pump(client, server, toServer, this);
        Pump down = new Pump(server, client, toClient, this);
        List.<Task>of(up::read, up::write, down::read, down::write).forEach(this::run);
    }

    private void run(Task task) {
        Thread thread = new Thread(() -> runUntilTheEnd(task), "proxy-" + client.getPort());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void runUntilTheEnd(Task task) {
        try {
            task.run();
        } catch (IOException e) {
            if (!halfOpen) {
                reset();
            }
        } catch (InterruptedException e) {
            reset();
        }
    }

    /** The server's end is gone without a word; what the client sends is lost. */
    void halfOpen() {
        halfOpen = true;
        close(server);
    }

    boolean isHalfOpen() {
        return halfOpen;
    }

    /** One direction is through; after both, the connection is closed in the orderly way. */
    synchronized void ended() {
        directionsEnded++;
        if (directionsEnded == 2) {
            close(client);
            close(server);
        }
    }

    /** RST to both ends; bytes under way are lost. */
    void reset() {
        for (Socket socket : List.of(client, server)) {
            try {
                socket.setSoLinger(true, 0);
            } catch (SocketException e) {
                // Closed already, as it should be.
            }
            close(socket);
        }
        threads.stream().filter(thread -> thread != Thread.currentThread()).forEach(Thread::interrupt);
    }

    boolean isClosed() {
        return client.isClosed();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is left to be done with it.
        }
    }
}
