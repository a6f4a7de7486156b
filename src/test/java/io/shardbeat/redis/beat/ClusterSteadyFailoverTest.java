package io.shardbeat.redis.beat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.redis.StoreUnderTest;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.redis.group.CommitWay;
import io.shardbeat.redis.group.ReplicatedCommits;
import io.shardbeat.redis.group.ReplicatedCommits.Replication;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.testkit.process.RedisClusterProcesses;
import io.shardbeat.testkit.process.RedisConsole;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A planned failover of a cluster: connections to the old master stay open, and are told that the slot is another's. */
@Tag("long")
class ClusterSteadyFailoverTest extends SteadyFailoverContract {
    private static final String KEY = new GroupKeys(GROUP).group;
    private static final RedisClusterProcesses CLUSTER = new RedisClusterProcesses();
    private static StoreUnderTest store;
    private static int replica;

    @BeforeAll
    static void start() {
        CLUSTER.start();
        replica = CLUSTER.addReplica(CLUSTER.masterOf(KEY));
        store = StoreUnderTest.ofCluster(CLUSTER.uris().subList(0, 1));
    }

    @AfterAll
    static void stop() {
        store.close();
        CLUSTER.close();
    }

    /** Which servers have a replica is what tells them apart: that of the group has one, before and after it took over. */
    @Test
    void aCommitWaitsForTheReplicasOfItsOwnMaster() {
        List<Boolean> told = new CopyOnWriteArrayList<>();
        StoreListener listener = new StoreListener() {
            @Override
            public void committed(boolean replicated, long nanos) {
                told.add(replicated);
            }
        };
        CommitWay commits = new ReplicatedCommits(store.redis, new Replication(1, Duration.ofMillis(300)), listener);
        String elsewhere = IntStream.range(0, Keys.BUCKETS)
                .mapToObj(Keys::sweep)
                .filter(key -> CLUSTER.masterOf(key) != CLUSTER.masterOf(KEY))
                .findFirst()
                .orElseThrow();

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            told.clear();
            write(commits, KEY);
            return told.equals(List.of(true));
        });
        told.clear();
        write(commits, elsewhere);
        assertThat(told).containsExactly(false);
    }

    private static void write(CommitWay commits, String keyOfItsSlot) {
        String key = keyOfItsSlot.substring(0, keyOfItsSlot.indexOf('}') + 1) + ":probe";
        commits.send(RedisCall.of(Command.SET, key, 1), false)
                .toCompletableFuture()
                .join();
    }

    @Override
    StoreUnderTest store() {
        return store;
    }

    @Override
    RedisConsole openConsole() {
        return new RedisConsole(CLUSTER.node(CLUSTER.masterOf(KEY)).uri());
    }

    @Override
    void failOver() {
        CLUSTER.takeOver(replica);
    }
}
