package io.shardbeat.redis.beat;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.group.GroupId;
import io.shardbeat.redis.beat.GroupKeyCache.EncodedKeys;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.link.ConnectionScope;
import io.shardbeat.redis.link.Link;
import io.shardbeat.redis.link.RedisBroadcast;
import io.shardbeat.redis.link.RedisCall;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.BulkType;
import io.vertx.redis.client.impl.types.MultiType;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** For how long a look at a group is good enough for the heartbeats that come after it (ADR 0021). */
class SteadyLooksTest {
    private static final GroupId GROUP = new GroupId(new Namespace("sls", "project"), "logstore", "group");
    private static final GroupKeys KEYS = new GroupKeys(GROUP);
    private static final EncodedKeys ENCODED = EncodedKeys.of(KEYS);
    private static final Duration LASTS = Duration.ofMillis(100);
    private static final long EPOCH = 7;
    private static final byte[] REPORT = "[0]".getBytes(US_ASCII);
    private static final BeatReply.Known ANSWER = new BeatReply.Known(EPOCH, REPORT, false, false);
    private static final BeatReply BY_SCRIPT = new BeatReply.NoMember();

    private final Redis redis = new Redis();
    private final AtomicInteger changes = new AtomicInteger();
    private final SteadyView view = new SteadyView(() -> redis.nanos, changes);
    private final Heartbeat heartbeat = new Heartbeat(GROUP, new MemberId("c1"), REPORT, true, Stranger.REFUSE, 0);

    @BeforeEach
    void knowTheMember() {
        GroupStamp.read(redis, ENCODED, () -> true).thenAccept(view::begin);
        redis.turn();
        view.learn(heartbeat, KEYS.lease("c1"), ANSWER);
        redis.sent.clear();
    }

    @Test
    void thoseThatComeWithinATenthOfASecondNeedNoLookOfTheirOwn() {
        // when
        beat();
        redis.passes(LASTS.dividedBy(2));
        beat();
        redis.passes(LASTS.dividedBy(2));
        beat();

        // then
        assertThat(redis.sent).containsExactly("set", "hmget", "hget", "set", "set");

        // and after it
        redis.passes(Duration.ofNanos(1));
        beat();
        assertThat(redis.sent).endsWith("set", "hmget", "hget");
    }

    @Test
    void whatThisNodeHasChangedIsLookedAtAgain() {
        // given
        beat();

        // when
        changes.incrementAndGet();
        beat();

        // then
        assertThat(redis.sent).containsExactly("set", "hmget", "hget", "set", "hmget", "hget");
    }

    /** The answer waited for the lease, and what was looked at has grown old meanwhile. */
    @Test
    void whenRedisIsLateNobodyIsAnsweredByALookOfLongAgo() {
        // given
        beat();
        redis.passes(LASTS);
        CompletionStage<BeatReply> late = send();

        // when
        redis.passes(LASTS.plusNanos(1));
        redis.epoch = EPOCH + 1;
        redis.turn();

        // then
        assertThat(join(late)).isEqualTo(BY_SCRIPT);
        assertThat(redis.sent).endsWith("set", "hmget", "hget", "put_lease_back");
    }

    @Test
    void aChangeOfThisNodeWhileTheLeaseIsOnItsWayIsSeen() {
        // given
        beat();
        CompletionStage<BeatReply> written = send();

        // when
        redis.epoch = EPOCH + 1;
        changes.incrementAndGet();
        redis.turn();

        // then
        assertThat(join(written)).isEqualTo(BY_SCRIPT);
    }

    @Test
    void whatAnotherNodeHasChangedIsSeenWithTheNextLook() {
        // given
        beat();
        redis.epoch = EPOCH + 1;

        // when
        redis.passes(LASTS);
        CompletionStage<BeatReply> within = send();
        redis.turn();
        redis.passes(Duration.ofNanos(1));
        CompletionStage<BeatReply> after = send();
        redis.turn();

        // then
        assertThat(join(within)).isEqualTo(ANSWER);
        assertThat(join(after)).isEqualTo(BY_SCRIPT);
    }

    /** Whom another connection has told of a later epoch is not told of an earlier one. */
    @Test
    void aMemberThatWasToldMoreIsAnsweredByTheScript() {
        // given
        beat();

        // when
        redis.lease = (EPOCH + 1) + " 0 0 [0]";
        CompletionStage<BeatReply> reply = send();
        redis.turn();

        // then
        assertThat(join(reply)).isEqualTo(BY_SCRIPT);
        assertThat(redis.sent).as("the lease is put back first").endsWith("set", "put_lease_back");
    }

    @Test
    void afterALookThatFailedTheNextOneLooksAgain() {
        // given
        redis.fails = true;
        CompletionStage<BeatReply> failed = send();
        redis.turn();
        assertThat(failed.toCompletableFuture()).isCompletedExceptionally();

        // when
        redis.fails = false;
        beat();

        // then
        assertThat(redis.sent).endsWith("set", "hmget", "hget");
    }

    private void beat() {
        CompletionStage<BeatReply> reply = send();
        redis.turn();
        assertThat(join(reply)).isEqualTo(ANSWER);
    }

    private CompletionStage<BeatReply> send() {
        return SteadyBeats.beat(
                redis,
                ENCODED,
                view,
                view.member(heartbeat.member()),
                heartbeat,
                () -> CompletableFuture.completedFuture(BY_SCRIPT));
    }

    private static BeatReply join(CompletionStage<BeatReply> reply) {
        assertThat(reply.toCompletableFuture()).isCompleted();
        return reply.toCompletableFuture().join();
    }

    /** One connection, on an event loop whose turns are made by hand, to a group and a lease. */
    private static final class Redis implements Link {
        private final ConnectionScope scope = new ConnectionScope();
        private final Deque<RedisCall> queue = new ArrayDeque<>();
        private final Deque<Runnable> last = new ArrayDeque<>();
        final List<String> sent = new ArrayList<>();
        String lease = EPOCH + " 0 0 [0]";
        long epoch = EPOCH;
        boolean fails;
        long nanos = Long.MAX_VALUE - Duration.ofMillis(150).toNanos();

        void passes(Duration time) {
            nanos += time.toNanos();
        }

        /** Until nothing is to be done any more. */
        void turn() {
            while (!queue.isEmpty() || !last.isEmpty()) {
                while (!last.isEmpty()) {
                    last.remove().run();
                }
                List<RedisCall> batch = List.copyOf(queue);
                queue.clear();
                batch.forEach(this::carryOut);
            }
        }

        private void carryOut(RedisCall call) {
            sent.add(call.toString());
            if (fails) {
                call.reply.completeExceptionally(new IllegalStateException("no answer"));
            } else {
                call.reply.complete(reply(call));
            }
        }

        private Response reply(RedisCall call) {
            return switch (call.toString()) {
                case "set" -> bulk(lease);
                case "hmget" -> {
                    MultiType fields = MultiType.create(5, false);
                    for (String field : new String[] {Long.toString(epoch), "30000", "server", null, ""}) {
                        fields.add(field == null ? null : bulk(field));
                    }
                    yield fields;
                }
                case "hget" -> bulk("server");
                default -> null;
            };
        }

        private static BulkType bulk(String text) {
            return BulkType.create(Buffer.buffer(text), false);
        }

        @Override
        public ConnectionScope scope(byte[] key) {
            return scope;
        }

        @Override
        public void send(RedisCall call) {
            queue.add(call);
        }

        @Override
        public void beforeFlush(byte[] key, Runnable doLast) {
            last.add(doLast);
        }

        @Override
        public void sendToAll(RedisBroadcast command) {
            throw new UnsupportedOperationException();
        }
    }
}
