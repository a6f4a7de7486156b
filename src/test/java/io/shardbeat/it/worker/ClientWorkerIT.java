package io.shardbeat.it.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Cluster;
import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.sls.LogService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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

    private static final Duration CONSUMED = Duration.ofSeconds(40);

    private final LogService logs = new LogService();
    private final ScheduledExecutorService producer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger produced = new AtomicInteger();
    private final LibraryWorkers workers = new LibraryWorkers("client-worker", "5");

    @AfterEach
    void close() {
        producer.shutdownNow();
        workers.close();
        logs.close();
    }

    @Test
    void everyShardHasOneConsumerThroughJoinsDeathPauseAndRestarts() throws Exception {
        LibraryWorkers.assumePort80(ADDRESS);
        try (Node node = Node.on(Cluster.redis())
                .set("quarkus.http.host", ADDRESS)
                .set("quarkus.http.port", "80")
                .set("shardbeat.sls.upstream", "http://127.0.0.1:" + logs.port())
                .start()
                .awaitReady()) {
            Path hosts = LibraryWorkers.hosts(node, ADDRESS);
            producer.scheduleAtFixedRate(this::produce, 0, 100, TimeUnit.MILLISECONDS);
            for (String name : List.of("worker-1", "worker-2", "worker-3")) {
                workers.start(name, hosts);
            }
            workers.awaitSpread();
            workers.start("worker-4", hosts);
            workers.awaitSpread();
            loseAndRestart("worker-1");
            pauseBeyondTimeout("worker-2");
            for (String name : workers.running()) {
                workers.stop(name);
                restart(name);
            }
            judge();
        }
    }

    private void loseAndRestart(String name) {
        workers.kill(name);
        workers.awaitSpread();
        restart(name);
    }

    private void restart(String name) {
        workers.startAgain(name);
        workers.awaitSpread();
    }

    /** Without it, three have all shards; awake again, it does not disturb them and gets its share. */
    private void pauseBeyondTimeout(String name) {
        workers.freeze(name);
        workers.awaitSpread();
        workers.thaw(name);
        workers.awaitSpread();
    }

    private void judge() {
        producer.shutdown();
        Set<Integer> all = IntStream.range(0, produced.get()).boxed().collect(Collectors.toSet());
        await("all is consumed").atMost(CONSUMED).untilAsserted(() -> {
            Verdict verdict = workers.verdict();
            for (int shard = 0; shard < LibraryWorkers.SHARDS; shard++) {
                assertThat(verdict.delivered(shard)).as("of shard " + shard).containsAll(all);
            }
        });
        Verdict verdict = workers.verdict();
        assertThat(verdict.overlaps()).as(workers::text).isEmpty();
        assertThat(verdict.repetitions()).as(workers::text).isEmpty();
    }

    private void produce() {
        int number = produced.getAndIncrement();
        for (int shard = 0; shard < LibraryWorkers.SHARDS; shard++) {
            logs.append(Fixtures.LOGSTORE, shard, Integer.toString(number));
        }
    }
}
