package io.shardbeat.it.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.process.RedisProcess;
import io.shardbeat.testkit.proxy.TcpProxy;
import io.shardbeat.testkit.sls.LogService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private final LogService logs = new LogService();
    private final List<TcpProxy> ways = new ArrayList<>();
    private final List<LibraryWorkers> fleets = TIMEOUTS.stream()
            .map(timeout -> new LibraryWorkers("refused-" + timeout, timeout.toString(), "unsaved"))
            .toList();

    @AfterEach
    void close() {
        fleets.forEach(LibraryWorkers::close);
        ways.forEach(TcpProxy::close);
        logs.close();
    }

    @Test
    void aRefusedConsumerHasStoppedBeforeAnotherBegins() throws Exception {
        LibraryWorkers.assumePort80(STAYS);
        LibraryWorkers.assumePort80(IS_REFUSED);
        try (RedisProcess redis =
                        new RedisProcess().start(); // of its own: any node with another margin might make the pass
                Node node = Node.on(redis.uri())
                        .set("shardbeat.group.fence-margin", "auto")
                        .set("shardbeat.sls.upstream", "http://127.0.0.1:" + logs.port())
                        .start()
                        .awaitReady()) {
            Path toStay = way(node, STAYS);
            Path toBeRefused = way(node, IS_REFUSED);
            for (LibraryWorkers fleet : fleets) {
                fleet.start("stays", toStay);
                fleet.start("refused", toBeRefused);
            }
            fleets.forEach(fleet -> fleet.awaitShares(
                    Map.of("stays", LibraryWorkers.SHARDS / 2, "refused", LibraryWorkers.SHARDS / 2)));

            ways.get(1).refuse();
            fleets.forEach(fleet -> fleet.awaitShares(Map.of("stays", LibraryWorkers.SHARDS, "refused", 0)));

            assertThat(fleets)
                    .allSatisfy(fleet -> assertThat(fleet.verdict().overlaps())
                            .as(fleet::text)
                            .isEmpty());
        }
    }

    /** A hosts file by which a worker finds the node at this address. */
    private Path way(Node node, String address) throws IOException {
        ways.add(new TcpProxy(node, new InetSocketAddress(address, 80)));
        return LibraryWorkers.hosts(node, address);
    }
}
