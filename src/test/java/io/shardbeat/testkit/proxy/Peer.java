package io.shardbeat.testkit.proxy;

import io.shardbeat.testkit.Endpoint;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that a test drives byte by byte. */
final class Peer implements AutoCloseable {
    private static final int SILENCE_MILLIS = 500;
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;

    Peer(Endpoint server) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setTcpNoDelay(true);
    }

    Peer send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** As soon as there are so many. */
    String receive(int bytes) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        byte[] text = socket.getInputStream().readNBytes(bytes);
        if (text.length < bytes) {
            throw new EOFException("only " + text.length + " bytes");
        }
        return new String(text, StandardCharsets.US_ASCII);
    }

    /** Neither bytes nor an end, for a while. */
    boolean hearsNothing() throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        try {
            socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    boolean receivesEnd() throws IOException {
        return socket.getInputStream().read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
