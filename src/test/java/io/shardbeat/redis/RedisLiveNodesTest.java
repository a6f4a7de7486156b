package io.shardbeat.redis;

import static io.shardbeat.redis.OwnRedis.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.coordinator.LiveNodes;
import io.shardbeat.coordinator.LiveNodes.About;
import io.shardbeat.coordinator.LiveNodes.LiveNode;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.testkit.process.RedisConsole;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nodes hear of each other, and of what the others do. */
class RedisLiveNodesTest {
    private static final Duration TTL = Duration.ofSeconds(20);
    private static final long LATER_NANOS = TimeUnit.SECONDS.toNanos(3);
    /** As versions wrote it that counted no changes. */
    private static final String OF_BEFORE = "0.9\npod\n7\n0\n0";

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private final StoreUnderTest store = REDIS.store();
    private final RedisConsole console = REDIS.console();
    private final LiveNodes nodes = store.liveNodes();

    @AfterEach
    void leave() {
        console.call("DEL", Keys.nodes(), Keys.nodesAbout());
    }

    @Test
    void eachHearsOfTheOthersAndOfWhatTheySayOfThemselves() {
        About about = new About("1.0", "pod\nx", at(7), at(8), at(9));
        join(nodes.beat("one", about, TTL));
        LiveNodes.View view = join(nodes.beat("two", About.NOTHING, TTL));
        assertThat(view.ids()).containsExactlyInAnyOrder("one", "two");
        LiveNode one = view.nodes().stream()
                .filter(node -> node.id().equals("one"))
                .findFirst()
                .orElseThrow();
        assertThat(one.about()).isEqualTo(new About("1.0", "pod?x", at(7), at(8), at(9)));
        assertThat(Duration.between(view.now(), one.until()).toMillis()).isBetween(10_000L, 20_000L);
        join(nodes.leave("one"));
        assertThat(join(nodes.beat("two", About.NOTHING, TTL)).ids()).containsExactly("two");
    }

    @Test
    void changesAreCountedWhereEveryLiveNodeCountsThem() {
        join(nodes.beat("one", About.NOTHING, TTL));
        join(nodes.beat("two", About.NOTHING, TTL));
        assertThat(areCountedSoon()).isTrue();
    }

    @Test
    void changesAreNotCountedWhileANodeOfAnOlderVersionIsLive() {
        // given
        join(nodes.beat("one", About.NOTHING, TTL));

        // when
        console.call("HSET", Keys.nodesAbout(), "old", OF_BEFORE);
        console.call("ZADD", Keys.nodes(), "9999999999999", "old");
        join(nodes.beat("one", About.NOTHING, TTL));

        // then
        assertThat(areCountedSoon()).isFalse();

        // and when it has left, after a while for what it had under way
        join(nodes.leave("old"));
        join(nodes.beat("one", About.NOTHING, TTL));
        assertThat(areCountedSoon()).isTrue();
        assertThat(store.redis.changes().areCountedSince(System.nanoTime())).isFalse();
    }

    @Test
    void aNodeThatSaysNothingOfItselfIsTakenForOneThatDoesNotCount() {
        console.call("ZADD", Keys.nodes(), "9999999999999", "silent");
        join(nodes.beat("one", About.NOTHING, TTL));
        assertThat(areCountedSoon()).isFalse();
    }

    private boolean areCountedSoon() {
        return store.redis.changes().areCountedSince(System.nanoTime() + LATER_NANOS);
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
