package io.shardbeat.testkit.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * A port nobody listens on. Below those that systems give to outgoing connections (from 32768 on Linux), so that it is still
 * free when its server comes back; never the same twice; and far from those of a process of the tests that runs beside.
 */
public final class FreePort {
    private static final int FIRST = 12_000;
    private static final int COUNT = 18_000;
    private static final int APART = 211;

    private static int next = (int) (ProcessHandle.current().pid() * APART % COUNT);

    private FreePort() {}

    public static synchronized int find() {
        for (int tries = 0; tries < COUNT; tries++) {
            int port = FIRST + next++ % COUNT;
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free from " + FIRST + " to " + (FIRST + COUNT - 1));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
