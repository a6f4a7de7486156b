package io.shardbeat.testkit.process;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A master, a replica and three Sentinels that agree on them, each a process of its own. */
public final class SentinelProcesses implements AutoCloseable {
    public static final String MASTER = "shardbeat";

    private static final int SENTINELS = 3;
    private static final Duration AGREED = Duration.ofSeconds(60);

    private final List<RedisProcess> servers = List.of(new RedisProcess(), new RedisProcess());
    private final List<Sentinel> sentinels =
            IntStream.range(0, SENTINELS).mapToObj(number -> new Sentinel()).toList();

    /** Returns when every Sentinel knows the replica and the others. */
    public SentinelProcesses start() {
        servers.forEach(RedisProcess::start);
        text(
                servers.get(1).uri(),
                "REPLICAOF",
                "127.0.0.1",
                Integer.toString(servers.get(0).port()));
        awaitReplica(servers.get(1));
        sentinels.forEach(sentinel -> sentinel.start(servers.get(0).port()));
        await("the Sentinels agree")
                .atMost(AGREED)
                .ignoreExceptions()
                .until(() -> sentinels.stream()
                        .allMatch(sentinel -> text(sentinel.uri(), "SENTINEL", "CKQUORUM", MASTER)
                                .startsWith("OK " + SENTINELS)));
        await("the Sentinels know the replica")
                .atMost(AGREED)
                .ignoreExceptions()
                .until(() -> sentinels.stream()
                        .noneMatch(sentinel -> text(sentinel.uri(), "SENTINEL", "REPLICAS", MASTER)
                                .equals("[]")));
        return this;
    }

    /** As {@code quarkus.redis.hosts} wants them. */
    public String hosts() {
        return uris().stream().map(URI::toString).collect(Collectors.joining(","));
    }

    public List<URI> uris() {
        return sentinels.stream().map(Sentinel::uri).toList();
    }

    /** The server that the Sentinels call master now. */
    public RedisProcess master() {
        int port = masterPort(sentinels.get(0));
        return servers.stream()
                .filter(server -> server.port() == port)
                .findFirst()
                .orElseThrow();
    }

    /** As an operator does it; returns when all Sentinels name the other one. */
    public void failOver() {
        RedisProcess before = master();
        await("a failover may begin")
                .atMost(AGREED)
                .ignoreExceptions()
                .until(() -> text(sentinels.get(0).uri(), "SENTINEL", "FAILOVER", MASTER)
                        .equals("OK"));
        awaitAnother(before);
    }

    /** Returns when all Sentinels name another master. */
    public void awaitAnother(RedisProcess before) {
        await("another master")
                .atMost(AGREED)
                .until(() -> sentinels.stream().allMatch(sentinel -> masterPort(sentinel) != before.port()));
    }

    /** Brings a server back, and returns when it copies the master again. */
    public void bringBack(RedisProcess server) {
        server.start();
        awaitReplica(server);
    }

    private static void awaitReplica(RedisProcess server) {
        await("it copies the master")
                .atMost(AGREED)
                .ignoreExceptions()
                .until(() -> text(server.uri(), "INFO", "replication").contains("master_link_status:up"));
    }

    private static int masterPort(Sentinel sentinel) {
        try (RedisConsole console = new RedisConsole(sentinel.uri())) {
            return Integer.parseInt(
                    console.list("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER).get(1));
        }
    }

    private static String text(URI server, String... command) {
        try (RedisConsole console = new RedisConsole(server)) {
            return console.text(command);
        }
    }

    @Override
    public void close() {
        sentinels.forEach(Sentinel::close);
        servers.forEach(RedisProcess::close);
    }

    private static final class Sentinel extends RestartableProcess {
        private final int port = FreePort.find();

        Sentinel() {
            super("shardbeat-test-sentinel");
        }

        URI uri() {
            return RedisUser.at(port);
        }

        void start(int masterPort) {
            TempFolder.write(folder.resolve("users.acl"), RedisUser.SENTINEL_ACL);
            TempFolder.write(
                    folder.resolve("sentinel.conf"),
                    String.join(
                            "\n",
                            "port " + port,
                            "bind 127.0.0.1",
                            "aclfile " + folder.resolve("users.acl"),
                            "sentinel monitor " + MASTER + " 127.0.0.1 " + masterPort + " 2",
                            "sentinel down-after-milliseconds " + MASTER + " 1500",
                            "sentinel failover-timeout " + MASTER + " 10000",
                            ""));
            start(
                    List.of(
                            RedisProcess.binary().getPath(),
                            folder.resolve("sentinel.conf").toString(),
                            "--sentinel"),
                    folder.resolve("log"));
            RedisConsole.awaitUp(uri());
        }

        @Override
        public void close() {
            if (isStarted()) {
                process().kill();
            }
            TempFolder.delete(folder);
        }
    }
}
