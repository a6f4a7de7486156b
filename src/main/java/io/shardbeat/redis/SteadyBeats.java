package io.shardbeat.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.redis.BeatTargets.EncodedKeys;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Heartbeats that change nothing: one plain {@code SET} renews the lease, and if the group is still as this connection
 * knows it, the answer is what it was told last (ADR 0016). Whatever is unusual goes on to the script; if only the replies
 * show that it is, what was written is undone first.
 */
final class SteadyBeats {
    private static final LuaScript PUT_LEASE_BACK = LuaScript.named("put_lease_back");
    /** As in {@code renew_lease.lua}: what is older is no copy, its client's clock went back. */
    private static final long COPY_MILLIS = 60_000;

    private static final byte[] IF_THERE = "XX".getBytes(US_ASCII);
    private static final byte[] GET = "GET".getBytes(US_ASCII);
    private static final byte[] MILLIS = "PX".getBytes(US_ASCII);

    private static final Boolean ANSWERED = true;
    private static final Boolean GOES_ON = false;

    private SteadyBeats() {}

    /**
     * @param link to the connection that the view is of
     * @param script what to do where this is not enough
     */
    static CompletionStage<BeatReply> beat(
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
        // After the write, on the same connection: what it says was so when the lease was written, or changed since.
        CompletionStage<@Nullable GroupStamp> stamp = GroupStamp.read(link, keys, view::isTrue);
        CompletionStage<@Nullable Response> reply = call.reply.exceptionally(SteadyBeats::goesOn);
        return reply.thenCombine(stamp, (old, now) -> {
                    boolean stands = view.stands(now) && call.detours == 0;
                    if (old != null && stands && isNews(view, member, heartbeat, old.toBytes())) {
                        return ANSWERED;
                    }
                    if (old != null) {
                        link.send(PUT_LEASE_BACK.call(List.of(member.leaseKey), lease, old.toBytes(), view.ttl()));
                    }
                    return GOES_ON;
                })
                .thenCompose(answered -> answered ? CompletableFuture.completedFuture(member.answer) : script.get());
    }

    /** A full store, and a key that is no lease, are for the script, which knows what to do about them. */
    private static @Nullable Response goesOn(Throwable failure) {
        if (StoreUnavailableException.behind(failure) instanceof StoreUnavailableException refused
                && (refused.reason() == Reason.FULL || refused.reason() == Reason.DAMAGED)) {
            return null;
        }
        throw new CompletionException(failure);
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
