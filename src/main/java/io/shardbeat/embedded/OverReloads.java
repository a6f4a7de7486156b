package io.shardbeat.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.function.Supplier;
import redis.embedded.RedisServer;

/**
 * The Redis of a JVM in which the application begins anew with each change of its code. Classes and beans do not outlive
 * that; system properties do.
 */
final class OverReloads {
    private static final String KEPT = "io.shardbeat.embedded.address";

    private OverReloads() {}

    /** Of the one that an earlier application has started, if it still listens, else of a new one. */
    static URI address(Supplier<URI> start) {
        String kept = System.getProperty(KEPT);
        if (kept != null && listens(URI.create(kept))) {
            return URI.create(kept);
        }
        URI address = start.get();
        System.setProperty(KEPT, address.toString());
        return address;
    }

    private static boolean listens(URI redis) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    static void stopAtTheEnd(RedisServer server) {
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
    }
}
