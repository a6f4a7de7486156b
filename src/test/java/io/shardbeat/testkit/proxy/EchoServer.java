package io.shardbeat.testkit.proxy;

import static org.awaitility.Awaitility.await;

import io.shardbeat.testkit.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers every chunk with itself after a prefix, and keeps what it got. */
final class EchoServer implements Endpoint, AutoCloseable {
    private final ServerSocket listener;
    private final int port;
    private final String prefix;
    private final StringBuffer received = new StringBuffer();

    EchoServer(String prefix) {
        this.prefix = prefix;
        try {
            listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = listener.getLocalPort();
        daemon(this::accept);
    }

    @Override
    public int port() {
        return port;
    }

    String received() {
        return received.toString();
    }

    void awaitReceived(String text) {
        await().until(() -> received().equals(text));
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                daemon(() -> echo(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void echo(Socket socket) {
        byte[] buffer = new byte[1_024];
        try (socket) {
            for (int count = read(socket, buffer); count >= 0; count = read(socket, buffer)) {
                String text = new String(buffer, 0, count, StandardCharsets.US_ASCII);
                received.append(text);
                socket.getOutputStream().write((prefix + text).getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // The test cut it: what came before counts.
            return;
        }
    }

    private static int read(Socket socket, byte[] buffer) throws IOException {
        return socket.getInputStream().read(buffer);
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "echo");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
