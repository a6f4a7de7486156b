package io.shardbeat.testkit.process;

import static org.awaitility.Awaitility.await;

import io.shardbeat.testkit.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** HAProxy in front of nodes, which it knows by their readiness. Needs the program of this name. */
public final class HaProxy extends RestartableProcess implements Endpoint {
    private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");
    private static final Duration UP = Duration.ofSeconds(10);

    private final int port = FreePort.find();

    /** What is balanced. */
    public enum Mode {
        /** Connections, by chance, as a Kubernetes Service does. */
        CONNECTIONS("mode tcp", "balance random(1)"),
        /** Requests, in turn, as deploy/compose does. */
        REQUESTS("mode http", "balance roundrobin");

        private final String kind;
        private final String balance;

        Mode(String kind, String balance) {
            this.kind = kind;
            this.balance = balance;
        }
    }

    /** Returns when it listens; a node gets its share once it is ready. */
    public HaProxy(Mode mode, List<Node> nodes) {
        super("shardbeat-test-haproxy");
        StringBuilder text = new StringBuilder(String.join(
                "\n",
                "defaults",
                mode.kind,
                "timeout connect 2s",
                "timeout client 75s",
                "timeout server 30s",
                "timeout check 5s", // a busy machine is no sick node
                "retries 2",
                "option redispatch 1",
                "frontend api",
                "bind 127.0.0.1:" + port,
                "default_backend nodes",
                "backend nodes",
                mode.balance,
                "option httpchk GET /q/health/ready",
                ""));
        for (Node node : nodes) {
            text.append("server node-" + node.port() + " 127.0.0.1:" + node.port() + " check port "
                    + node.managementPort() + " inter 200ms fall 1 rise 1\n");
        }
        Path file = folder.resolve("haproxy.cfg");
        TempFolder.write(file, text.toString());
        start(List.of(PROGRAM.toString(), "-db", "-f", file.toString()), folder.resolve("log"));
        await("HAProxy listens").atMost(UP).until(this::listens);
    }

    public static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    private boolean listens() {
        if (!isAlive()) {
            throw new IllegalStateException("HAProxy ended: " + process().log());
        }
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() {
        process().stop();
        TempFolder.delete(folder);
    }
}
