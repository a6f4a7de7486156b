package io.shardbeat.testkit.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import javax.net.SocketFactory;

/** Sends requests byte for byte as a test writes them, also those that no HTTP client would send. */
public final class RawHttp {
    private static final int TIMEOUT_MILLIS = 10_000;

    private RawHttp() {}

    /** @param headers names in lower case */
    public record Response(int status, Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** Sends the request with a Content-Length, unless its headers say otherwise or there is no body to a GET. */
    public static Response send(int port, SampleRequest request) {
        return send(SocketFactory.getDefault(), port, request);
    }

    /** @param sockets for example those of {@link TestCertificate#trusting} */
    public static Response send(SocketFactory sockets, int port, SampleRequest request) {
        StringBuilder head = head(request);
        byte[] body = request.raw().body();
        boolean bodiless = request.raw().method().equals("GET") && body.length == 0;
        if (request.raw().header("Content-Length") == null && !bodiless) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        return exchange(sockets, port, head.append("Connection: close\r\n\r\n").toString(), body);
    }

    /** The request line and the headers as they are, without the empty line that ends them. */
    public static StringBuilder head(SampleRequest request) {
        StringBuilder head =
                new StringBuilder(request.raw().method() + " " + request.raw().path());
        if (request.raw().query() != null) {
            head.append('?').append(request.raw().query());
        }
        head.append(" HTTP/1.1\r\n");
        request.raw()
                .headers()
                .forEach(header -> head.append(header.getKey())
                        .append(": ")
                        .append(header.getValue())
                        .append("\r\n"));
        return head;
    }

    /** Sends exactly these bytes, and reads one response. A server that does not want to read all may say so early. */
    public static Response exchange(int port, String head, byte[] body) {
        return exchange(SocketFactory.getDefault(), port, head, body);
    }

    private static Response exchange(SocketFactory sockets, int port, String head, byte[] body) {
        try (Socket socket = sockets.createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            Thread writer = new Thread(() -> write(out, body));
            writer.start();
            Response response = read(new BufferedInputStream(socket.getInputStream()));
            socket.close();
            writer.join(TIMEOUT_MILLIS);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(OutputStream out, byte[] body) {
        try {
            out.write(body);
            out.flush();
        } catch (IOException e) {
            // The answer came before the end of the body, and the connection is closed: as it may be.
            return;
        }
    }

    private static Response read(InputStream in) throws IOException {
        String status = line(in);
        if (!status.startsWith("HTTP/1.")) {
            throw new IOException("no HTTP response but: " + status);
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(java.util.Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        int code = Integer.parseInt(status.split(" ", 3)[1]);
        int length = Integer.parseInt(headers.getOrDefault("content-length", code < 200 ? "0" : "-1"));
        byte[] body = length < 0 ? in.readAllBytes() : in.readNBytes(length);
        return new Response(code, headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return line.toString(StandardCharsets.ISO_8859_1);
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
