package io.shardbeat.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shardbeat.it.Verdict.Moment;
import io.shardbeat.testkit.Cluster;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.JavaProcess;
import io.shardbeat.testkit.Node;
import io.shardbeat.testkit.sls.LogService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Consumer processes with the official Java consumer library, which know one address: a node that requires signatures
 * and passes what is not about groups on to a log service.
 */
class ClientWorkerIT {
    /** Of its own, so that port 80 is nobody else's: the library accepts neither another port nor a proxy. */
    private static final String ADDRESS = "127.0.37.1";

    private static final int TIMEOUT_SECONDS = 5;
    private static final int SHARDS = 8;
    private static final Duration SETTLED = Duration.ofSeconds(40);

    private final LogService logs = new LogService();
    private final ScheduledExecutorService producer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger produced = new AtomicInteger();
    private final Journal journal = new Journal();
    private final Map<String, Long> working = new TreeMap<>();
    private final List<Moment> ends = new ArrayList<>();
    private final List<Moment> wakes = new ArrayList<>();

    @AfterEach
    void close() {
        producer.shutdownNow();
        working.keySet().forEach(name -> journal.worker(name).close());
        logs.close();
    }

    @Test
    void everyShardHasOneConsumerThroughJoinsDeathPauseAndRestarts() throws Exception {
        assumePort80(ADDRESS);
        try (Node node = Node.on(Cluster.redis())
                .set("quarkus.http.host", ADDRESS)
                .set("quarkus.http.port", "80")
                .set("shardbeat.sls.upstream", "http://127.0.0.1:" + logs.port())
                .start()
                .awaitReady()) {
            Path hosts = node.folder().resolve("hosts");
            Files.writeString(hosts, ADDRESS + " " + Fixtures.PROJECT + ".sls.test\n");
            producer.scheduleAtFixedRate(this::produce, 0, 100, TimeUnit.MILLISECONDS);
            for (String name : List.of("worker-1", "worker-2", "worker-3", "worker-4")) {
                journal.add(name, worker(name, hosts));
            }

            start("worker-1", "worker-2", "worker-3");
            awaitSpread();
            start("worker-4");
            awaitSpread();
            loseAndRestart("worker-1");
            pauseBeyondTimeout("worker-2");
            for (String name : List.copyOf(working.keySet())) {
                stop(name);
                start(name);
                awaitSpread();
            }
            judge();
        }
    }

    private void loseAndRestart(String name) {
        journal.worker(name).kill();
        ended(name);
        awaitSpread();
        start(name);
        awaitSpread();
    }

    /** Without it, three have all shards; awake again, it does not disturb them and gets its share. */
    private void pauseBeyondTimeout(String name) {
        journal.worker(name).freeze();
        long startedBefore = working.get(name);
        ended(name);
        awaitSpread();
        wakes.add(new Moment(name, System.currentTimeMillis()));
        journal.worker(name).thaw();
        working.put(name, startedBefore);
        awaitSpread();
    }

    private void judge() {
        producer.shutdown();
        Set<Integer> all = IntStream.range(0, produced.get()).boxed().collect(Collectors.toSet());
        await("all is consumed").atMost(SETTLED).untilAsserted(() -> {
            Verdict verdict = new Verdict(journal.events(), ends, wakes);
            for (int shard = 0; shard < SHARDS; shard++) {
                assertThat(verdict.delivered(shard)).as("of shard " + shard).containsAll(all);
            }
        });
        Verdict verdict = new Verdict(journal.events(), ends, wakes);
        assertThat(verdict.overlaps()).as(journal::text).isEmpty();
        assertThat(verdict.repetitions()).as(journal::text).isEmpty();
    }

    static void assumePort80(String address) {
        boolean free;
        try (ServerSocket socket = new ServerSocket(80, 1, InetAddress.getByName(address))) {
            free = socket.isBound();
        } catch (IOException e) {
            free = false;
        }
        assumeTrue(
                free,
                "port 80 of " + address + " cannot be bound here, and the consumer library knows no other; "
                        + "it takes root, or net.ipv4.ip_unprivileged_port_start=80");
    }

    private static JavaProcess worker(String name, Path hosts) {
        return new JavaProcess(
                ClientWorkerMain.class,
                List.of("-Djdk.net.hosts.file=" + hosts),
                "http://sls.test",
                Fixtures.PROJECT,
                Fixtures.LOGSTORE,
                "client-worker",
                name,
                Fixtures.KEY,
                Fixtures.SECRET,
                Integer.toString(TIMEOUT_SECONDS));
    }

    private void produce() {
        int number = produced.getAndIncrement();
        for (int shard = 0; shard < SHARDS; shard++) {
            logs.append(Fixtures.LOGSTORE, shard, Integer.toString(number));
        }
    }

    private void start(String... names) {
        for (String name : names) {
            working.put(name, System.currentTimeMillis());
            journal.worker(name).start();
        }
    }

    private void stop(String name) {
        journal.worker(name).stop();
        ended(name);
    }

    private void ended(String name) {
        ends.add(new Moment(name, System.currentTimeMillis()));
        working.remove(name);
    }

    /** Until those who are running work on all shards, each on its share and nobody on another's. */
    private void awaitSpread() {
        await("shards are spread over " + working.keySet())
                .atMost(SETTLED)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    Map<String, Set<Integer>> now = journal.working(working);
                    List<Integer> all =
                            now.values().stream().flatMap(Set::stream).toList();
                    assertThat(all).as(now.toString()).doesNotHaveDuplicates().hasSize(SHARDS);
                    int share = SHARDS / working.size();
                    assertThat(now.values())
                            .as(now.toString())
                            .allSatisfy(shards -> assertThat(shards.size()).isBetween(share, share + 1));
                });
    }
}
