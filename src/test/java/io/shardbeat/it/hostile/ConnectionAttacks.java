package io.shardbeat.it.hostile;

import io.shardbeat.it.client.Http2Frames;
import io.shardbeat.testkit.Fixtures;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** Attacks that cost the peer little: it begins much, and ends nothing. Without a key. */
final class ConnectionAttacks {
    private static final int PING = 6;
    private static final int SETTINGS = 4;
    private static final int PRIORITY = 2;
    private static final int CONTINUATION = 9;
    private static final int WINDOW_UPDATE = 8;
    private static final int AT_ONCE = 200;
    private static final int PAUSE_OF_CHURN_MILLIS = 3;

    static final Http2Frames.Head BEAT = new Http2Frames.Head(
            Fixtures.PROJECT + ".example.com",
            "/logstores/eight/consumergroups/fleet?type=heartbeat&consumer=x",
            List.of(Map.entry("content-type", "application/json")));

    private ConnectionAttacks() {}

    /** Asks whether it may send its body, and when it may, sends it or does not, as often as it can. */
    static Attack asksFirst(int port, int connections, boolean sends) {
        byte[] head = Attack.bytes(Attack.SLS_BEAT + "Expect: 100-continue\r\nContent-Length: 60000\r\n\r\n");
        byte[] body = Attack.bytes("[" + " ".repeat(59_998) + "]");
        return new Attack(port, connections, socket -> {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            while (true) {
                socket.getOutputStream().write(head);
                if (!answered(in, "HTTP/1.1 100") || !sends) {
                    Attack.waitForEnd(socket);
                    return;
                }
                socket.getOutputStream().write(body);
                answered(in, "HTTP/1.1 4");
            }
        });
    }

    private static boolean answered(BufferedReader in, String start) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("HTTP/1.1")) {
                return line.startsWith(start);
            }
        }
        throw new EOFException("thrown out");
    }

    /**
     * One connection after the other: a byte is sent, and the peer is gone. It resets them, for those that are closed keep
     * their ports for a minute, and this machine's ports are those of the good consumers, too. Some thousands a second: with
     * more, the kernel's queue of a port overflows before a node sees any of them, and that is not the node's to defend.
     */
    static Attack churn(int port, int connections) {
        return new Attack(port, connections, socket -> {
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write('P');
            TimeUnit.MILLISECONDS.sleep(PAUSE_OF_CHURN_MILLIS);
        });
    }

    /** A handshake of TLS is begun, and the answer waited for, but never given. */
    static Attack halfAHandshake(int port, int connections, boolean waits) {
        byte[] hello = clientHello();
        return new Attack(port, connections, socket -> {
            socket.getOutputStream().write(hello);
            if (waits) {
                Attack.waitForEnd(socket);
            } else if (socket.getInputStream().read() < 0) {
                throw new EOFException("thrown out");
            }
        });
    }

    private static byte[] clientHello() {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine("localhost", 443);
            engine.setUseClientMode(true);
            ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), out);
            byte[] hello = new byte[out.flip().remaining()];
            out.get(hello);
            return hello;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Frames of HTTP/2 that all want an answer, or none: whoever answers them reads no answer, or does. */
    static Attack frames(int port, int connections, String kind, boolean reads) {
        byte[] one = switch (kind) {
            case "pings" -> Http2Frames.frame(PING, 0, 0, new byte[8]);
            case "settings" -> Http2Frames.frame(SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, (byte) 255, 0});
            case "priorities" -> Http2Frames.frame(PRIORITY, 0, 1, new byte[5]);
            case "windows" -> Http2Frames.frame(WINDOW_UPDATE, 0, 0, new byte[] {0, 0, 0, 1});
            default -> throw new IllegalArgumentException(kind);
        };
        byte[] many = many(one);
        return new Attack(port, connections, socket -> {
            socket.getOutputStream().write(Http2Frames.preface());
            if (reads) {
                Attack.readAll(socket);
            }
            while (true) {
                socket.getOutputStream().write(many);
            }
        });
    }

    private static byte[] many(byte[] one) {
        byte[] many = new byte[one.length * AT_ONCE];
        for (int i = 0; i < AT_ONCE; i++) {
            System.arraycopy(one, 0, many, i * one.length, one.length);
        }
        return many;
    }

    /** A head of HTTP/2 in ever more empty pieces. */
    static Attack endlessHeads(int port, int connections) {
        byte[] many = many(Http2Frames.frame(CONTINUATION, 0, 1, new byte[0]));
        return new Attack(port, connections, socket -> {
            socket.getOutputStream().write(Http2Frames.preface());
            socket.getOutputStream().write(Http2Frames.endlessHead(1, BEAT));
            Attack.readAll(socket);
            while (true) {
                socket.getOutputStream().write(many);
            }
        });
    }

    /** Asks for a stream of events and reads nothing of it, or leaves when it has begun and comes again. */
    static Attack watches(int port, int connections, boolean stays) {
        byte[] watch = Attack.bytes("GET /admin/v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + Fixtures.ADMIN_KEY + ":" + Fixtures.SECRET + "\r\n\r\n");
        return new Attack(port, connections, socket -> {
            socket.setReceiveBufferSize(1_024);
            socket.getOutputStream().write(watch);
            if (stays) {
                TimeUnit.HOURS.sleep(1);
            } else if (socket.getInputStream().read() < 0) {
                throw new EOFException("thrown out");
            }
        });
    }

    /** Requests whose answers the peer gives no room for. */
    static Attack noRoomForAnswers(int port, int connections) {
        byte[] noRoom = Http2Frames.frame(SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, 0, 0});
        return new Attack(port, connections, socket -> {
            socket.getOutputStream().write(Http2Frames.preface());
            socket.getOutputStream().write(noRoom);
            Attack.readAll(socket);
            for (int stream = 1; stream > 0; stream += 2) {
                socket.getOutputStream().write(Http2Frames.request(stream, BEAT, Attack.bytes("[]")));
            }
        });
    }

    /** After the body: what is in a chunk's extension, or in trailers, never ends. */
    static Attack endlessChunkedParts(int port, int connections, boolean trailers) {
        String start = trailers ? "2\r\n[]\r\n0\r\n" : "";
        byte[] piece = Attack.bytes(trailers ? "a: " + "b".repeat(900) + "\r\n" : "b".repeat(1_000));
        return new Attack(port, connections, socket -> {
            OutputStream out = socket.getOutputStream();
            out.write(Attack.bytes(
                    Attack.SLS_BEAT + "Transfer-Encoding: chunked\r\n\r\n" + start + (trailers ? "" : "2;x=")));
            Attack.readAll(socket);
            for (Socket to = socket; !to.isClosed(); ) {
                out.write(piece);
                TimeUnit.MILLISECONDS.sleep(1);
            }
        });
    }
}
