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
import io.shardbeat.redis.link.BucketChanges;
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
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One connection to Redis, on an event loop whose turns are made by hand, and a member that beats over it. */
final class LinkByHand implements Link {
    static final BeatReply BY_SCRIPT = new BeatReply.NoMember();
    static final long EPOCH = 7;
    static final BeatReply.Known ANSWER = new BeatReply.Known(EPOCH, bytes("[0]"), false, false);

    private static final GroupId GROUP = new GroupId(new Namespace("sls", "project"), "logstore", "group");
    private static final GroupKeys KEYS = new GroupKeys(GROUP);
    private static final EncodedKeys ENCODED = EncodedKeys.of(KEYS);

    final BucketChanges changes = new BucketChanges();
    private SteadyView view;
    private final Heartbeat heartbeat =
            new Heartbeat(GROUP, new MemberId("c1"), bytes("[0]"), true, Stranger.REFUSE, 0);
    private final ConnectionScope scope = new ConnectionScope();
    private final Deque<RedisCall> queue = new ArrayDeque<>();
    private final Deque<Runnable> last = new ArrayDeque<>();
    /** What was sent: {@code set}, the bucket, the group's head, or a script. */
    final List<String> sent = new ArrayList<>();

    String lease = EPOCH + " 0 0 [0]";
    long epoch = EPOCH;
    String server = "server";
    /** Between a look at the bucket and one at the head. */
    Runnable betweenBucketAndHead = () -> {};
    /** What is counted in the bucket. */
    String counted = "41";

    boolean fails;
    long nanos = Long.MAX_VALUE - Duration.ofMillis(150).toNanos();

    /** The view is made, and the member known. */
    void begin() {
        view = new SteadyView(new BucketView(KEYS.bucket, () -> nanos, changes));
        GroupStamp.read(this, ENCODED, () -> true).thenAccept(view::begin);
        turn();
        view.learn(heartbeat, KEYS.lease("c1"), ANSWER);
        sent.clear();
    }

    /** Another node commits. */
    void commits() {
        epoch++;
        counted = Long.toString(Long.parseLong(counted) + 1);
    }

    /** Somebody changes another group of the bucket. */
    void changesAnother() {
        counted = Long.toString(Long.parseLong(counted) + 1);
    }

    /** This node has. */
    void notesOwnChange() {
        changes.of(KEYS.bucket).incrementAndGet();
    }

    /** A heartbeat that is answered as steady. */
    void beat() {
        CompletionStage<BeatReply> reply = write();
        turn();
        assertThat(join(reply)).isEqualTo(ANSWER);
    }

    /** A heartbeat that goes on to the script. */
    void beatByScript() {
        CompletionStage<BeatReply> reply = write();
        turn();
        assertThat(join(reply)).isEqualTo(BY_SCRIPT);
    }

    /** A heartbeat, until its commands are about to be sent. */
    CompletionStage<BeatReply> write() {
        SteadyMember member = view.member(heartbeat.member());
        return member == null
                ? CompletableFuture.completedFuture(BY_SCRIPT)
                : SteadyBeats.beat(
                        this, ENCODED, view, member, heartbeat, () -> CompletableFuture.completedFuture(BY_SCRIPT));
    }

    static BeatReply join(CompletionStage<BeatReply> reply) {
        assertThat(reply.toCompletableFuture()).isCompleted();
        return reply.toCompletableFuture().join();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

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
        sent.add(label(call));
        if (fails) {
            call.reply.completeExceptionally(new IllegalStateException("no answer"));
        } else {
            if (label(call).equals("head")) {
                betweenBucketAndHead.run();
                betweenBucketAndHead = () -> {};
            }
            call.reply.complete(reply(call));
        }
    }

    private static String label(RedisCall call) {
        if (!call.toString().equals("hmget")) {
            return call.toString();
        }
        return Arrays.equals((byte[]) call.key, ENCODED.sweep()) ? "bucket" : "head";
    }

    private Response reply(RedisCall call) {
        return switch (label(call)) {
            case "set" -> bulk(lease);
            case "bucket" -> list(server, counted);
            case "head" -> list(Long.toString(epoch), "30000", "server", null, "");
            default -> null;
        };
    }

    private static MultiType list(String... values) {
        MultiType fields = MultiType.create(values.length, false);
        for (String value : values) {
            fields.add(value == null ? null : bulk(value));
        }
        return fields;
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
