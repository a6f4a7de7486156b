package io.shardbeat.coordinator.fencing;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.checkpoint.CheckpointStore;
import io.shardbeat.coordinator.checkpoint.Holding;
import io.shardbeat.coordinator.groups.GroupBrowser;
import io.shardbeat.coordinator.groups.HistoryPage;
import io.shardbeat.coordinator.groups.HistoryPage.Pass;
import io.shardbeat.coordinator.groups.HistoryQuery;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.shard.Whereabouts;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Whether a token is still good: its member has the shard, and has had it ever since. A shard in hand-over is still its
 * holder's, which finishes its work and saves it; nobody else has it yet. What is not known for certain is not good.
 */
public final class Fencing {
    private final CheckpointStore holdings;
    private final GroupBrowser browser;

    public Fencing(CheckpointStore holdings, GroupBrowser browser) {
        this.holdings = holdings;
        this.browser = browser;
    }

    /** Empty when there is no such group. */
    public CompletionStage<Optional<Verdict>> verify(GroupId group, ShardId shard, MemberId member, long token) {
        return holdings.holding(group, member, List.of(shard))
                .thenCompose(holding -> browser.history(group, HistoryQuery.after(token, shard))
                        .thenApply(found -> found.map(history -> judge(holding, history, shard, member, token))));
    }

    /** What became of a token. */
    public enum Verdict {
        VALID,
        /** The member is not in the group. */
        NO_MEMBER,
        /** The member has not got the shard now. */
        NOT_HOLDER,
        /** The member has the shard again, but somebody else, or nobody, had it in between. */
        HELD_ANEW,
        /** No answer has had this epoch yet. */
        NEVER_GIVEN,
        /** The history does not reach back to it, or the store has lost something since. */
        TOO_OLD
    }

    private static Verdict judge(
            Optional<Holding> found, HistoryPage history, ShardId shard, MemberId member, long token) {
        if (found.isEmpty()) {
            return Verdict.NO_MEMBER;
        }
        Holding holding = found.get();
        if (!holding.granted().contains(shard) && !holding.handingOver().contains(shard)) {
            return Verdict.NOT_HOLDER;
        }
        if (token > holding.epoch()) {
            return Verdict.NEVER_GIVEN;
        }
        for (Pass pass : history.passes()) {
            for (Decision decision : pass.decisions()) {
                if (decision.kind().isLoss()) {
                    return Verdict
                            .TOO_OLD; // it may have been somebody else's in between, and the line that told it be lost
                }
                boolean before = member.equals(Whereabouts.before(decision).holder());
                if (!before || !member.equals(Whereabouts.after(decision).holder())) {
                    return Verdict.HELD_ANEW;
                }
            }
            if (!pass.whole()) {
                return Verdict.TOO_OLD;
            }
        }
        return history.next() == null ? Verdict.VALID : Verdict.TOO_OLD;
    }
}
