package io.shardbeat.testkit.proxy;

import io.shardbeat.testkit.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on 127.0.0.1 whose faults are switched while it runs: by direction through its two {@link Flow}s, for
 * whole connections by its own methods. A server that does not take the connection is passed on as a reset.
 */
public final class TcpProxy implements Endpoint, AutoCloseable {
    private static final int CONNECT_MILLIS = 2_000;

    private final InetSocketAddress address;
    private final Flow toServer = new Flow();
    private final Flow toClient = new Flow();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile Endpoint target;
    private volatile ServerSocket listener;
    private volatile @Nullable Thread acceptor;

    public TcpProxy(Endpoint target) {
        this(target, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** @param on where it listens; port 0 for any that is free */
    public TcpProxy(Endpoint target, InetSocketAddress on) {
        this.target = target;
        this.listener = listen(on);
        this.address = new InetSocketAddress(on.getAddress(), listener.getLocalPort());
    }

    private ServerSocket listen(InetSocketAddress on) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(on, 128);
            Thread accepting = new Thread(() -> accept(socket), "proxy-" + socket.getLocalPort());
            accepting.setDaemon(true);
            accepting.start();
            acceptor = accepting;
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int port() {
        return address.getPort();
    }

    /** Nobody listens any more, and open connections are reset: until it is healed. */
    public void refuse() {
        closeListener();
        reset();
    }

    /** What clients send. */
    public Flow toServer() {
        return toServer;
    }

    /** What the server sends. */
    public Flow toClient() {
        return toClient;
    }

    /** New connections go there; those to the server before are reset. */
    public void switchTo(Endpoint server) {
        target = server;
        reset();
    }

    /** RST to both ends of every connection. */
    public void reset() {
        open().forEach(Connection::reset);
    }

    /** Every connection loses its server's end, and its client is not told. */
    public void halfOpen() {
        open().forEach(Connection::halfOpen);
    }

    /** It listens, and both directions are as they should be. Connections that lost bytes or their server's end stay silent. */
    public void heal() {
        toServer.pass();
        toClient.pass();
        if (listener.isClosed()) {
            listener = listen(address);
        }
    }

    private Set<Connection> open() {
        connections.removeIf(Connection::isClosed);
        return connections;
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Connection connection = connect(socket.accept());
                if (socket.isClosed()) {
                    connection.reset();
                }
            } catch (IOException e) {
                // Closed, or a client that is gone already: the next one is looked at.
                continue;
            }
        }
    }

    /** On the thread that accepts: servers are near, and either listen or refuse. */
    private Connection connect(Socket client) {
        Socket server = new Socket();
        Connection connection = new Connection(client, server);
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.port()), CONNECT_MILLIS);
            connections.add(connection);
            connection.start(toServer, toClient);
        } catch (IOException e) {
            connection.reset();
        }
        return connection;
    }

    @Override
    public void close() {
        closeListener();
        connections.forEach(Connection::reset);
    }

    /** The kernel listens on as long as somebody waits for a connection: only when that thread has ended, nobody does. */
    private void closeListener() {
        try {
            listener.close();
            Thread accepting = acceptor;
            if (accepting != null) {
                accepting.join(2 * CONNECT_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
