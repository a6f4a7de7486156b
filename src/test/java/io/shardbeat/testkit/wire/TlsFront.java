package io.shardbeat.testkit.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A Redis behind TLS: ends it with a certificate and passes everything on, since not every redis-server is built with it. */
public final class TlsFront implements AutoCloseable {
    private final SSLServerSocket server;
    private final URI behind;
    private final AtomicInteger handshakes = new AtomicInteger();

    public TlsFront(TestCertificate certificate, URI behind) {
        this.behind = behind;
        try {
            server = (SSLServerSocket) certificate
                    .showing()
                    .getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** With the user that the address behind it names. */
    public URI uri() {
        return URI.create("rediss://" + behind.getUserInfo() + "@localhost:" + server.getLocalPort());
    }

    /** Connections over which a client has said anything: it says nothing before it trusts the certificate. */
    public int handshakes() {
        return handshakes.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                SSLSocket client = (SSLSocket) server.accept();
                start(() -> serve(client));
            } catch (IOException e) {
                // Closed: the test is over.
                return;
            }
        }
    }

    private void serve(SSLSocket client) {
        try (client;
                Socket redis = new Socket(behind.getHost(), behind.getPort())) {
            start(() -> copy(redis, client));
            InputStream in = client.getInputStream();
            byte[] buffer = new byte[8192];
            boolean spoke = false;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (!spoke && n > 0) {
                    spoke = true;
                    handshakes.incrementAndGet();
                }
                redis.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException e) {
            // A client that does not like the certificate.
            return;
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
            to.close();
        } catch (IOException e) {
            // One of them has closed, and the other one will be.
            return;
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "tls-front");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
