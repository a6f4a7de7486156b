package io.shardbeat.coordinator.groups;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.groups.HistoryPage.Pass;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Member;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.shard.Whereabouts;
import io.shardbeat.group.shard.Whereabouts.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the history of a group tells of its past. */
public final class Histories {
    private final GroupBrowser browser;

    public Histories(GroupBrowser browser) {
        this.browser = browser;
    }

    /**
     * Where a shard was at a time.
     *
     * @param because the decision that brought it there; {@code null} when that is older than the history
     * @param begins from when on the history is complete, in Redis time: what was before is not known
     */
    public record Past(Whereabouts where, @Nullable Because because, Instant begins) {}

    /** A decision with the pass that took it. */
    public record Because(long epoch, Instant at, Decision decision) {}

    /**
     * Where the shard was at the time, in Redis time; empty when the group does not exist. If nothing was decided
     * of it up to then, that is where the next decision found it, or where it is now.
     */
    public CompletionStage<Optional<Past>> at(GroupId group, ShardId shard, Instant time) {
        HistoryQuery before = new HistoryQuery(null, time, shard, null, java.util.Set.of(), "", 1);
        return latest(group, before).thenCompose(found -> {
            if (found.isEmpty()) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            HistoryPage page = found.get();
            if (!page.passes().isEmpty()) {
                Because because = last(page.passes().get(0));
                return CompletableFuture.completedFuture(
                        Optional.of(new Past(Whereabouts.after(because.decision()), because, page.begins())));
            }
            return since(group, shard, time, page.begins());
        });
    }

    private CompletionStage<Optional<Past>> since(GroupId group, ShardId shard, Instant time, Instant begins) {
        HistoryQuery after = new HistoryQuery(time, null, shard, null, java.util.Set.of(), "", Integer.MAX_VALUE);
        return latest(group, after)
                .thenCompose(found -> found.isPresent() && found.get().passes().isEmpty()
                        ? browser.look(group).thenApply(now -> now.map(snapshot -> now(snapshot, shard, begins)))
                        : CompletableFuture.completedFuture(found.map(page -> earliest(page.passes(), begins))));
    }

    private static Past earliest(List<Pass> passes, Instant begins) {
        Decision first = passes.get(passes.size() - 1).decisions().get(0);
        return new Past(Whereabouts.before(first), null, begins);
    }

    private static Past now(GroupSnapshot group, ShardId shard, Instant begins) {
        return new Past(now(group, shard), null, begins);
    }

    private static Whereabouts now(GroupSnapshot group, ShardId shard) {
        for (Member member : group.members()) {
            if (member.grant().shards().contains(shard)) {
                return new Whereabouts(Standing.HELD, member.id(), null);
            }
        }
        return group.handOvers().stream()
                .filter(handOver -> handOver.shard().equals(shard))
                .findFirst()
                .map(Histories::inFlight)
                .orElse(Whereabouts.NOBODY);
    }

    private static Whereabouts inFlight(HandOver handOver) {
        MemberId next = handOver.next();
        return new Whereabouts(Standing.HANDING_OVER, handOver.holder(), next);
    }

    /** With which decision the state began that the shard has at an epoch; empty when that is older than these passes. */
    public static Optional<Because> beginning(ShardId shard, List<Pass> passes, long epoch) {
        Beginnings beginnings = new Beginnings(List.of(shard), epoch);
        passes.forEach(beginnings::add);
        return Optional.ofNullable(beginnings.found().get(shard));
    }

    private static Because last(Pass pass) {
        return new Because(
                pass.epoch(), pass.at(), pass.decisions().get(pass.decisions().size() - 1));
    }

    /** As many passes as the query wants, in how many pages ever they come. */
    public CompletionStage<Optional<HistoryPage>> latest(GroupId group, HistoryQuery query) {
        return collect(group, query, new ArrayList<>());
    }

    private CompletionStage<Optional<HistoryPage>> collect(GroupId group, HistoryQuery query, List<Pass> sofar) {
        return browser.history(group, query).thenCompose(found -> {
            if (found.isEmpty()) {
                return CompletableFuture.completedFuture(found);
            }
            HistoryPage page = found.get();
            sofar.addAll(page.passes());
            String next = page.next();
            return next == null || sofar.size() >= query.limit()
                    ? CompletableFuture.completedFuture(Optional.of(new HistoryPage(sofar, next, page.begins())))
                    : collect(group, query.goingOn(next), sofar);
        });
    }
}
