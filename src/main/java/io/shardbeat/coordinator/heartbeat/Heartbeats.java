package io.shardbeat.coordinator.heartbeat;

import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.GroupStore;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.coordinator.heartbeat.HeartbeatOutcome.Granted;
import io.shardbeat.coordinator.heartbeat.HeartbeatOutcome.UnknownGroup;
import io.shardbeat.coordinator.heartbeat.HeartbeatOutcome.UnknownMember;
import io.shardbeat.coordinator.pass.PassCoalescer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers heartbeats. A heartbeat never decides who owns what: it renews the lease, notes the report and answers the
 * grant as it stands. Only the answer to a join waits, briefly, for the pass that includes the new member.
 */
public final class Heartbeats {
    /** Who works on shards waits no longer: some clients hold a lock while they beat. */
    private static final Duration UNSETTLED_WAIT = Duration.ofMillis(100);

    private static final HeartbeatOutcome UNKNOWN_GROUP = new UnknownGroup();
    private static final HeartbeatOutcome UNKNOWN_MEMBER = new UnknownMember();

    private final GroupStore store;
    private final PassCoalescer passes;
    private final Duration joinWait;
    private final HeartbeatListener listener;

    /** @param joinWait the longest time that the answer to a join waits for its pass */
    public Heartbeats(GroupStore store, PassCoalescer passes, Duration joinWait, HeartbeatListener listener) {
        this.store = store;
        this.passes = passes;
        this.joinWait = joinWait;
        this.listener = listener;
    }

    public CompletionStage<HeartbeatOutcome> beat(Heartbeat heartbeat) {
        return store.beat(heartbeat).thenCompose(reply -> {
            tell(heartbeat, reply);
            return answer(heartbeat, reply);
        });
    }

    private void tell(Heartbeat heartbeat, BeatReply reply) {
        if (reply instanceof BeatReply.Known known) {
            listener.granted(heartbeat);
            if (known.pending() && heartbeat.hasShards()) {
                listener.returned(heartbeat);
            }
        } else if (reply instanceof BeatReply.NoMember) {
            listener.returned(heartbeat);
        }
    }

    private CompletionStage<HeartbeatOutcome> answer(Heartbeat heartbeat, BeatReply reply) {
        return reply.fold(new BeatReply.Cases<>() {
            @Override
            public CompletionStage<HeartbeatOutcome> known(BeatReply.Known known) {
                return answer(heartbeat, known);
            }

            @Override
            public CompletionStage<HeartbeatOutcome> unsettled() {
                return onceSettled(heartbeat);
            }

            @Override
            public CompletionStage<HeartbeatOutcome> noGroup() {
                return CompletableFuture.completedFuture(UNKNOWN_GROUP);
            }

            @Override
            public CompletionStage<HeartbeatOutcome> noMember() {
                return CompletableFuture.completedFuture(UNKNOWN_MEMBER);
            }

            @Override
            public CompletionStage<HeartbeatOutcome> full(int most) {
                return CompletableFuture.completedFuture(new HeartbeatOutcome.TooManyMembers(most));
            }

            @Override
            public CompletionStage<HeartbeatOutcome> reportTooLarge(int mostBytes) {
                return CompletableFuture.completedFuture(new HeartbeatOutcome.ReportTooLarge(mostBytes));
            }
        });
    }

    private CompletionStage<HeartbeatOutcome> answer(Heartbeat heartbeat, BeatReply.Known known) {
        if (known.pending()) {
            return afterPass(heartbeat)
                    .exceptionally(failure -> granted(known))
                    .toCompletableFuture()
                    .completeOnTimeout(granted(known), joinWait.toMillis(), TimeUnit.MILLISECONDS);
        }
        if (known.due()) {
            passes.soon(heartbeat.group());
        }
        return CompletableFuture.completedFuture(granted(known));
    }

    private CompletionStage<HeartbeatOutcome> onceSettled(Heartbeat heartbeat) {
        return afterPass(heartbeat)
                .toCompletableFuture()
                .orTimeout(Math.min(joinWait.toMillis(), UNSETTLED_WAIT.toMillis()), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> {
                    throw unsettled(heartbeat, failure);
                });
    }

    /** A new consumer should not idle for a whole interval: it is answered with what the next pass gives it. */
    private CompletionStage<HeartbeatOutcome> afterPass(Heartbeat heartbeat) {
        return passes.soon(heartbeat.group())
                .thenCompose(done -> store.answer(heartbeat))
                .thenApply(reply -> {
                    if (reply.orElse(null) instanceof BeatReply.Known known) {
                        return granted(known);
                    }
                    throw unsettled(heartbeat, null);
                });
    }

    /** Clients keep what they hold over an error of the service, and ask again. */
    private static StoreUnavailableException unsettled(Heartbeat heartbeat, @Nullable Throwable cause) {
        return new StoreUnavailableException(
                Reason.REBUILDING,
                "what " + heartbeat.member() + " may hold of " + heartbeat.group()
                        + " is not certain yet: the store has lost writes",
                cause);
    }

    private static HeartbeatOutcome granted(BeatReply.Known known) {
        return new Granted(known.epoch(), known.grant());
    }
}
