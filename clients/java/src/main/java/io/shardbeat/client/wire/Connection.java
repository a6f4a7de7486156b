package io.shardbeat.client.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One kept connection to one node. The JDK's own HTTP client would do, but lets nobody choose {@code Host}, which names the
 * project here and need not be what the node is found by.
 */
public final class Connection {
    private final URI address;
    private final SSLContext tls;
    private final Ticker ticker;
    private volatile @Nullable Socket wire;
    private volatile @Nullable Socket socket;
    private volatile @Nullable BufferedInputStream in;
    private volatile long generation;

    public Connection(URI address, SSLContext tls, Ticker ticker) {
        this.address = address;
        this.tls = tls;
        this.ticker = ticker;
    }

    public URI address() {
        return address;
    }

    /** One that was kept may have been closed meanwhile, so a request that fails on it is sent once more on a new one. */
    public Answer exchange(Request request) throws IOException {
        if (isOpen()) {
            long before = generation();
            try {
                return exchangeOnce(request);
            } catch (IOException e) {
                if (generation() != before) {
                    throw e; // ended by its time limit
                }
                close();
            }
        }
        return exchangeOnce(request);
    }

    /** Ends the request under way, if there is one, from another thread. */
    public synchronized void abort() {
        generation++;
        close();
    }

    private Answer exchangeOnce(Request request) throws IOException {
        try {
            Socket to = open();
            long sentAt = ticker.nanos();
            to.getOutputStream().write(request.to(address));
            to.getOutputStream().flush();
            BufferedInputStream from = in;
            if (from == null) {
                throw new IOException("no answer in time");
            }
            Answer answer = new AnswerReader(from).read(sentAt);
            if (AnswerReader.endsConnection(answer)) {
                close();
            }
            return answer;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private Socket open() throws IOException {
        Socket kept = socket;
        if (kept != null) {
            return kept;
        }
        boolean isTls = "https".equals(address.getScheme());
        int port = address.getPort() >= 0 ? address.getPort() : isTls ? 443 : 80;
        Socket to = new Socket();
        keep(to);
        to.setTcpNoDelay(true);
        to.connect(new InetSocketAddress(address.getHost(), port));
        Socket opened = isTls ? secured(to, port) : to;
        in = new BufferedInputStream(opened.getInputStream());
        socket = opened;
        return opened;
    }

    private Socket secured(Socket to, int port) throws IOException {
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(to, address.getHost(), port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private synchronized void keep(Socket to) {
        wire = to;
    }

    private synchronized long generation() {
        return generation;
    }

    private synchronized boolean isOpen() {
        return wire != null && socket != null;
    }

    /** The bare connection: the end of TLS would be written, and might wait. */
    public synchronized void close() {
        Socket old = wire;
        wire = null;
        socket = null;
        in = null;
        if (old != null) {
            try {
                old.close();
            } catch (IOException e) {
                return; // it is gone either way
            }
        }
    }
}
