package io.shardbeat.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.JavaProcess;
import io.shardbeat.testkit.Node;
import io.shardbeat.testkit.RedisProcess;
import io.shardbeat.testkit.proxy.TcpProxy;
import io.shardbeat.testkit.sls.LogService;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The official Java consumer library, whose client repeats a heartbeat after 0.6, 1.2 and 2.4 s: of two processes one is
 * refused from some moment on, with an automatic fence margin and session timeouts of 6 and 11 s, both at once.
 */
class RefusedWorkerFaultsIT {
    /** Of their own, so that port 80 is nobody else's: the library knows neither another port nor a proxy. */
    private static final String STAYS = "127.0.38.1";

    private static final String IS_REFUSED = "127.0.38.2";
    private static final List<Integer> TIMEOUTS = List.of(6, 11);
    private static final int SHARDS = 8;
    private static final Duration SETTLED = Duration.ofSeconds(60);

    private final LogService logs = new LogService();
    private final List<TcpProxy> ways = new ArrayList<>();
    private final Map<Integer, Journal> journals = Map.of(6, new Journal(), 11, new Journal());

    @AfterEach
    void close() {
        for (Journal journal : journals.values()) {
            List.of("stays", "refused").forEach(name -> journal.worker(name).close());
        }
        ways.forEach(TcpProxy::close);
        logs.close();
    }

    @Test
    void aRefusedConsumerHasStoppedBeforeAnotherBegins() throws Exception {
        ClientWorkerIT.assumePort80(STAYS);
        ClientWorkerIT.assumePort80(IS_REFUSED);
        try (RedisProcess redis =
                        new RedisProcess().start(); // of its own: any node with another margin might make the pass
                Node node = Node.on(redis.uri())
                        .set("shardbeat.group.fence-margin", "auto")
                        .set("shardbeat.sls.upstream", "http://127.0.0.1:" + logs.port())
                        .start()
                        .awaitReady()) {
            Path toStay = way(node, STAYS);
            Path toBeRefused = way(node, IS_REFUSED);
            journals.forEach((timeout, journal) -> {
                journal.add("stays", worker(timeout, "stays", toStay).start());
                journal.add("refused", worker(timeout, "refused", toBeRefused).start());
            });
            journals.values().forEach(journal -> awaitShares(journal, SHARDS / 2, SHARDS / 2));

            ways.get(1).refuse();
            journals.values().forEach(journal -> awaitShares(journal, SHARDS, 0));

            journals.forEach(
                    (timeout, journal) -> assertThat(new Verdict(journal.events(), List.of(), List.of()).overlaps())
                            .as("session timeout %d s: %s", timeout, journal.text())
                            .isEmpty());
        }
    }

    /** A hosts file by which a worker finds the node at this address. */
    private Path way(Node node, String address) throws Exception {
        ways.add(new TcpProxy(node, new InetSocketAddress(address, 80)));
        Path hosts = node.folder().resolve("hosts-" + address);
        Files.writeString(hosts, address + " " + Fixtures.PROJECT + ".sls.test\n");
        return hosts;
    }

    private static JavaProcess worker(int timeout, String name, Path hosts) {
        return new JavaProcess(
                ClientWorkerMain.class,
                List.of("-Djdk.net.hosts.file=" + hosts),
                "http://sls.test",
                Fixtures.PROJECT,
                Fixtures.LOGSTORE,
                "refused-" + timeout,
                name,
                Fixtures.KEY,
                Fixtures.SECRET,
                Integer.toString(timeout),
                "unsaved");
    }

    private static void awaitShares(Journal journal, int stays, int refused) {
        await("shards are shared out " + stays + " to " + refused)
                .atMost(SETTLED)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    Map<String, Set<Integer>> now = journal.working(Map.of("stays", 0L, "refused", 0L));
                    assertThat(now.get("stays")).as(now.toString()).hasSize(stays);
                    assertThat(now.get("refused")).as(now.toString()).hasSize(refused);
                });
    }
}
