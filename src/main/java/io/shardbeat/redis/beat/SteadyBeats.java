package io.shardbeat.redis.beat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.redis.beat.GroupKeyCache.EncodedKeys;
import io.shardbeat.redis.format.Records;
import io.shardbeat.redis.link.Link;
import io.shardbeat.redis.link.LuaScript;
import io.shardbeat.redis.link.RedisCall;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Heartbeats that change nothing: one plain {@code SET} renews the lease, and if the group is still as this connection
 * knows it, the answer is what it was told last (ADR 0016). Whatever is unusual goes on to the script; if only the replies
 * show that it is, what was written is undone first.
 */
public final class SteadyBeats {
    private static final LuaScript PUT_LEASE_BACK = LuaScript.named("put_lease_back");
    /** As in {@code renew_lease.lua}: what is older is no copy, its client's clock went back. */
    private static final long COPY_MILLIS = 60_000;

    private static final byte[] IF_THERE = "XX".getBytes(US_ASCII);
    private static final byte[] GET = "GET".getBytes(US_ASCII);
    private static final byte[] MILLIS = "PX".getBytes(US_ASCII);

    private SteadyBeats() {}

    /**
     * @param link to the connection that the view is of
     * @param script what to do where this is not enough
     */
    public static CompletionStage<BeatReply> beat(
            Link link,
            EncodedKeys keys,
            SteadyView view,
            SteadyMember member,
            Heartbeat heartbeat,
            Supplier<CompletionStage<BeatReply>> script) {
        byte[] lease = view.lease(heartbeat.sentAtSeconds(), heartbeat.report());
        Request set = Request.cmd(Command.SET)
                .arg(member.leaseKey)
                .arg(lease)
                .arg(IF_THERE)
                .arg(GET)
                .arg(MILLIS)
                .arg(view.ttl());
        RedisCall call = new RedisCall(set, null, member.leaseKey);
        call.onlyWhile = view::isTrue;
        link.send(call);
        Written written = new Written(link, keys, view, member, heartbeat, lease, script);
        written.waitFor(call);
        return written.answer;
    }

    /** A heartbeat whose lease is on its way to Redis. */
    private static final class Written {
        private final Link link;
        private final EncodedKeys keys;
        private final SteadyView view;
        private final SteadyMember member;
        private final Heartbeat heartbeat;
        private final byte[] lease;
        private final Supplier<CompletionStage<BeatReply>> script;
        final CompletableFuture<BeatReply> answer = new CompletableFuture<>();
        private byte[] was = {};

        private Written(
                Link link,
                EncodedKeys keys,
                SteadyView view,
                SteadyMember member,
                Heartbeat heartbeat,
                byte[] lease,
                Supplier<CompletionStage<BeatReply>> script) {
            this.link = link;
            this.keys = keys;
            this.view = view;
            this.member = member;
            this.heartbeat = heartbeat;
            this.lease = lease;
            this.script = script;
        }

        void waitFor(RedisCall call) {
            if (view.goesByBucket()) {
                waitFor(call, () -> view.bucket().look(link, keys), this::bucketSays);
            } else {
                waitFor(call, () -> view.look(link, keys), this::headSays);
            }
        }

        /** Who came after the look is answered by another one when Redis took its time. */
        private <T> void waitFor(RedisCall call, Supplier<Look<T>> looks, Look.Waiting<T> then) {
            Look<T> look = looks.get();
            boolean isBehind = look.gathers();
            call.reply.whenComplete((old, refused) -> {
                if (refused == null && old != null) {
                    was = old.toBytes();
                    if (call.detours > 0) {
                        undo();
                    } else if (isBehind || look.isYoungerThan(Look.LASTS_AT_MOST_NANOS)) {
                        look.tell(then);
                    } else {
                        looks.get().tell(then);
                    }
                } else if (refused == null || isForTheScript(refused)) {
                    askScript();
                } else {
                    answer.completeExceptionally(refused);
                }
            });
        }

        private void bucketSays(@Nullable BucketStamp now, @Nullable Throwable failure) {
            boolean stands = now != null && view.standsIn(now);
            // After a loss of writes no group stands: the fewer steps to the script, the better for a rebuild.
            if (now != null && !stands && view.isOfSameServerAs(now)) {
                view.look(link, keys).tell(this::headSays);
            } else {
                headSays(stands, failure);
            }
        }

        private void headSays(@Nullable Boolean stands, @Nullable Throwable failure) {
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else if (stands == null || !stands) {
                view.end();
                undo();
            } else if (view.isTrue() && isNews(view, member, heartbeat, was)) {
                answer.complete(member.answer);
            } else {
                undo();
            }
        }

        private void undo() {
            RedisCall back = PUT_LEASE_BACK.call(List.of(member.leaseKey), lease, was, view.ttl());
            link.send(back);
            // Before the script: of a server that lost its scripts it may take a detour, and must not undo the
            // script's work.
            back.reply.whenComplete((done, failure) -> {
                if (failure == null) {
                    askScript();
                } else {
                    answer.completeExceptionally(failure);
                }
            });
        }

        private void askScript() {
            try {
                script.get().whenComplete((reply, failure) -> {
                    if (failure == null) {
                        answer.complete(reply);
                    } else {
                        answer.completeExceptionally(failure);
                    }
                });
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }
    }

    /** A full store, and a key that is no lease, are for the script, which knows what to do about them. */
    private static boolean isForTheScript(Throwable failure) {
        return StoreUnavailableException.behind(failure) instanceof StoreUnavailableException refused
                && (refused.reason() == Reason.FULL || refused.reason() == Reason.DAMAGED);
    }

    /** Whether the lease that was replaced is what a steady heartbeat may replace. */
    private static boolean isNews(SteadyView view, SteadyMember member, Heartbeat heartbeat, byte[] was) {
        if (!Records.isLease(was)) {
            return false;
        }
        int[] at = {0};
        long answered = Records.number(was, at);
        Records.number(was, at);
        long clock = Records.number(was, at);
        member.heard(clock);
        long sent = heartbeat.sentAtSeconds();
        boolean copy = sent != 0 && sent < clock && (clock - sent) * 1_000 < Math.max(view.ttlMillis(), COPY_MILLIS);
        return answered <= view.epoch() && !copy;
    }
}
