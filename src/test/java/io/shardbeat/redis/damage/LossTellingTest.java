package io.shardbeat.redis.damage;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.coordinator.groups.HistoryQuery;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.shard.Decision.Kind;
import io.shardbeat.redis.StoreUnderTest;
import io.shardbeat.redis.catalog.StoreLimits;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.testkit.process.RedisConsole;
import io.shardbeat.testkit.process.RedisProcess;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A store that was emptied is told of, bucket by bucket and once. */
class LossTellingTest {
    private static final GroupId GROUP = new GroupId(new Namespace("sls", "p"), "l", "g");

    @Test
    void whoSweepsABucketThatWasEmptiedIsToldOnce() {
        List<String> told = new CopyOnWriteArrayList<>();
        StoreListener listener = new StoreListener() {
            @Override
            public void lost(Extent extent, int buckets) {
                told.add(extent + " " + buckets);
            }
        };
        StoreLimits wide = StoreLimits.WIDE;
        StoreLimits limits = new StoreLimits(wide.members(), wide.reportBytes(), wide.groupBytes(), listener);
        try (RedisProcess redis = new RedisProcess().start();
                StoreUnderTest store = new StoreUnderTest(redis.uri(), limits);
                RedisConsole console = new RedisConsole(redis.uri())) {
            sweep(store);
            assertThat(told).as("a fresh install").isEmpty();
            console.call("FLUSHALL");
            sweep(store);
            sweep(store);
            assertThat(told).containsExactly("EVERYTHING 1");
        }
    }

    @Test
    void theHistoryOfAGroupTellsWhatItsStoreHasLost() {
        try (RedisProcess redis = new RedisProcess().start();
                StoreUnderTest store = new StoreUnderTest(redis.uri(), StoreLimits.WIDE);
                RedisConsole console = new RedisConsole(redis.uri())) {
            create(store);
            look(store);
            assertThat(history(store)).isEmpty();

            console.call("HSET", Keys.sweep(Keys.bucket(GROUP.path())), "incarnation", "another");
            look(store);
            look(store);
            assertThat(history(store)).containsExactly(Kind.WRITES_LOST);

            console.call("FLUSHALL");
            store.groups
                    .sweep(Keys.bucket(GROUP.path()), Sweep.OWN)
                    .toCompletableFuture()
                    .join();
            create(store);
            look(store);
            look(store);
            assertThat(history(store)).containsExactly(Kind.EVERYTHING_LOST);
        }
    }

    private static void create(StoreUnderTest store) {
        store.catalog
                .declare(GROUP.namespace(), "p", List.of(new Topic("l", "l", 2)))
                .toCompletableFuture()
                .join();
        store.directory
                .create(GROUP, new GroupSettings(20, false, List.of("l")))
                .toCompletableFuture()
                .join();
    }

    /** What a pass begins with. */
    private static void look(StoreUnderTest store) {
        store.groups.claim(GROUP).toCompletableFuture().join();
    }

    private static List<Kind> history(StoreUnderTest store) {
        return store
                .browser
                .history(GROUP, HistoryQuery.latest(10))
                .toCompletableFuture()
                .join()
                .orElseThrow()
                .passes()
                .stream()
                .flatMap(pass -> pass.decisions().stream())
                .map(Decision::kind)
                .toList();
    }

    private static void sweep(StoreUnderTest store) {
        store.groups.sweep(7, Sweep.OWN).toCompletableFuture().join();
    }
}
