package io.shardbeat.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.redis.group.ReplicatedCommits;
import io.shardbeat.redis.group.ReplicatedCommits.Replication;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.testkit.process.RedisConsole;
import io.shardbeat.testkit.process.RedisProcess;
import io.shardbeat.testkit.proxy.TcpProxy;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Commits that wait for a replica: one that was acknowledged outlives the master, one that was not is told of. */
@Tag("long")
class ReplicatedCommitsTest extends OneGroup {
    private static final Duration PATIENCE = Duration.ofMillis(600);
    private static final int SHARDS = 64;

    private final RedisProcess replica = new RedisProcess("repl-diskless-sync-delay", "0").start();
    private final TcpProxy way = new TcpProxy(redis);
    private final List<Boolean> told = new CopyOnWriteArrayList<>();
    private final StoreListener listener = new StoreListener() {
        @Override
        public void committed(boolean replicated, long nanos) {
            told.add(replicated);
        }
    };

    @BeforeEach
    void follow() {
        console.call("CONFIG", "SET", "repl-diskless-sync-delay", "0");
        try (RedisConsole other = new RedisConsole(replica.uri())) {
            other.call("REPLICAOF", "127.0.0.1", Integer.toString(way.port()));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> other.text("INFO", "replication").contains("master_link_status:up"));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> console.number("WAIT", "1", "1000") == 1);
        open(new StoreUnderTest(redis.uri(), new Replication(1, PATIENCE), listener), SHARDS);
    }

    @AfterEach
    void stopReplica() {
        way.close();
        replica.close();
    }

    @Test
    void noMoveThatWasAcknowledgedIsLostWhenTheReplicaTakesOver() {
        awaitAcknowledged();
        for (int member = 0; member < 30; member++) {
            joinAndPass("m" + member);
        }
        String before = epoch(console);
        way.halfOpen(); // nothing more arrives: what it has now is all that it would take over with

        assertThat(told).hasSizeGreaterThanOrEqualTo(30).containsOnly(true);
        try (RedisConsole other = takeOver()) {
            assertThat(epoch(other)).isEqualTo(before);
            assertThat(grants(other)).isEqualTo(grants(console));
        }
    }

    /** The first commit may take longer than the patience: on a busy machine the replica has only just begun. */
    private void awaitAcknowledged() {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            joinAndPass("first-" + told.size());
            return told.contains(true);
        });
        told.clear();
    }

    @Test
    void aMoveThatNoReplicaHasIsToldOfAndHeartbeatsDoNotWaitForIt() {
        joinAndPass("a");
        way.halfOpen();
        told.clear();
        beat("b");
        long begun = System.nanoTime();
        CompletableFuture<Void> pass = CompletableFuture.runAsync(this::pass, store.executor);
        int beats = 0;
        long longest = 0;
        while (!pass.isDone()) {
            long sent = System.nanoTime();
            beat("a");
            longest = Math.max(longest, System.nanoTime() - sent);
            beats++;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        assertThat(told).containsExactly(false);
        assertThat(took).isBetween(PATIENCE.minusMillis(50), PATIENCE.multipliedBy(20));
        assertThat(beats).isGreaterThan(10);
        assertThat(Duration.ofNanos(longest)).as("no heartbeat waited").isLessThan(PATIENCE);
        try (RedisConsole other = takeOver()) {
            assertThat(grants(other)).as("it was lost").isNotEqualTo(grants(console));
        }
    }

    /** The first one has a round of its own, the others share the next one. */
    @Test
    void commitsThatComeDuringARoundShareTheNextOne() {
        ReplicatedCommits commits = new ReplicatedCommits(store.redis, new Replication(1, PATIENCE), listener);
        way.halfOpen();
        told.clear();
        long begun = System.nanoTime();
        CompletableFuture.allOf(IntStream.range(0, 20)
                        .mapToObj(i -> RedisCall.of(Command.SET, Keys.stem(group) + ":probe", i))
                        .map(call -> commits.send(call, false).toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new))
                .join();

        assertThat(told).hasSize(20).containsOnly(false);
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .as("two rounds, not twenty")
                .isBetween(PATIENCE.minusMillis(50), PATIENCE.multipliedBy(10));
    }

    private RedisConsole takeOver() {
        RedisConsole other = new RedisConsole(replica.uri());
        other.call("REPLICAOF", "NO", "ONE");
        return other;
    }

    private String epoch(RedisConsole server) {
        return server.text("HGET", new GroupKeys(group).group, "epoch");
    }

    /** By member: two servers may list them in different orders. */
    private Map<String, String> grants(RedisConsole server) {
        List<String> hash = server.list("HGETALL", new GroupKeys(group).members);
        Map<String, String> grants = new TreeMap<>();
        for (int i = 0; i < hash.size(); i += 2) {
            grants.put(hash.get(i), hash.get(i + 1));
        }
        return grants;
    }
}
