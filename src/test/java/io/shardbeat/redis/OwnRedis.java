package io.shardbeat.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.BeatReply.Known;
import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.redis.catalog.StoreLimits;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.testkit.process.RedisConsole;
import io.shardbeat.testkit.process.RedisProcess;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Redis for the tests of one class alone, with a store over it and a console that looks past the store. */
public final class OwnRedis implements AfterAllCallback {
    private final RedisProcess redis;
    private final StoreUnderTest store;
    private final RedisConsole console;

    public OwnRedis() {
        this(StoreLimits.WIDE);
    }

    /** @param settings names and values of redis-server */
    public OwnRedis(StoreLimits limits, String... settings) {
        redis = new RedisProcess(settings).start();
        store = new StoreUnderTest(redis.uri(), limits);
        console = new RedisConsole(redis.uri());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        console.close();
        store.close();
        redis.close();
    }

    public URI uri() {
        return redis.uri();
    }

    public StoreUnderTest store() {
        return store;
    }

    public RedisConsole console() {
        return console;
    }

    /** Empty, and no bucket counts as one that lost what it had. */
    public void empty() {
        console.call("FLUSHALL");
        for (int bucket = 0; bucket < Keys.BUCKETS; bucket++) {
            begin(bucket);
        }
    }

    /** The same for tests whose groups are all in this bucket, in less time. */
    public void empty(int bucket) {
        console.call("FLUSHALL");
        begin(bucket);
    }

    private void begin(int bucket) {
        join(store.groups.sweep(bucket, Sweep.OWN));
        console.call("HDEL", Keys.sweep(bucket), "lost");
    }

    /** One pass, which nobody gets in the way of. */
    public void pass(GroupId group) {
        Planner planner = new Planner(new StickyBalancedAssignor());
        var claim = join(store.groups.claim(group)).orElseThrow();
        assertThat(join(store.groups.commit(claim, planner.plan(claim.snapshot())))
                        .isStale())
                .isFalse();
    }

    /** Of an SLS consumer. */
    public static Heartbeat heartbeat(GroupId group, String member, long sentAt, int... report) {
        byte[] bytes = Arrays.toString(report).replace(" ", "").getBytes(StandardCharsets.US_ASCII);
        return new Heartbeat(group, new MemberId(member), bytes, report.length > 0, Stranger.REFUSE, sentAt);
    }

    /** What a member of an SLS group is answered. */
    public static String granted(BeatReply reply) {
        assertThat(reply).isInstanceOf(Known.class);
        return new String(((Known) reply).grant(), StandardCharsets.US_ASCII);
    }

    public static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
