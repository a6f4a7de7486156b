package io.shardbeat.coordinator.wish;

import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.coordinator.groups.GroupBrowser;
import io.shardbeat.coordinator.plan.WhatIf;
import io.shardbeat.coordinator.wish.CommandOutcome.Foretold;
import io.shardbeat.coordinator.wish.CommandOutcome.Moved;
import io.shardbeat.coordinator.wish.CommandOutcome.NoGroup;
import io.shardbeat.coordinator.wish.CommandOutcome.NoMember;
import io.shardbeat.coordinator.wish.CommandOutcome.NoShard;
import io.shardbeat.coordinator.wish.CommandOutcome.Noted;
import io.shardbeat.coordinator.wish.CommandOutcome.TooMany;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.wish.Note;
import io.shardbeat.group.wish.Wishes;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What operators ask of groups: looks at the group, and notes what is wanted of it if it is still as it was looked at. A
 * pass does the rest.
 */
public final class Commands {
    /** A group that changes so often under one command is in turmoil. */
    private static final int ATTEMPTS = 8;

    private final GroupBrowser browser;
    private final WishStore store;
    private final WhatIf whatIf;
    private final Executor executor;
    private final Consumer<GroupId> passSoon;

    /**
     * @param executor where plans are made
     * @param passSoon asks for a pass on this node; another one would find the group due a little later
     */
    public Commands(
            GroupBrowser browser, WishStore store, WhatIf whatIf, Executor executor, Consumer<GroupId> passSoon) {
        this.browser = browser;
        this.store = store;
        this.whatIf = whatIf;
        this.executor = executor;
        this.passSoon = passSoon;
    }

    public CompletionStage<CommandOutcome> run(GroupId group, Command command, Asked asked) {
        return attempt(group, command, asked, 1);
    }

    private CompletionStage<CommandOutcome> attempt(GroupId group, Command command, Asked asked, int attempt) {
        return browser.look(group).thenComposeAsync(found -> run(found, group, command, asked, attempt), executor);
    }

    private CompletionStage<CommandOutcome> run(
            Optional<GroupSnapshot> found, GroupId id, Command command, Asked asked, int attempt) {
        if (found.isEmpty()) {
            return ends(new NoGroup(id));
        }
        GroupSnapshot group = found.get();
        Optional<CommandOutcome> refusal = refusal(group, command, asked);
        if (refusal.isPresent()) {
            return ends(refusal.get());
        }
        CompletionStage<Optional<Instant>> leaseEnd = command.departing() == null
                ? CompletableFuture.completedFuture(Optional.empty())
                : store.leaseEnd(id, command.departing());
        return leaseEnd.thenComposeAsync(
                end -> {
                    Note note = new Note(asked.who(), group.now(), asked.why());
                    Wishes wished = command.applyTo(group, note, end.orElse(null));
                    if (asked.dryRun()) {
                        return ends(new Foretold(whatIf.of(group, command.foreseen(group, wished))));
                    }
                    return wished.size() > Wishes.MOST
                                    && wished.size() > group.wishes().size()
                            ? ends(new TooMany(Wishes.MOST))
                            : note(group, wished, command, asked, attempt);
                },
                executor);
    }

    private static Optional<CommandOutcome> refusal(GroupSnapshot group, Command command, Asked asked) {
        if (asked.ifEpoch().isPresent() && asked.ifEpoch().getAsLong() != group.epoch()) {
            return Optional.of(new Moved(group.epoch()));
        }
        var member = command.member();
        if (member != null
                && group.members().stream().noneMatch(each -> each.id().equals(member))) {
            return Optional.of(new NoMember(member));
        }
        var shard = command.shard();
        return shard != null && !group.shards().contains(shard)
                ? Optional.of(new NoShard(shard))
                : command.refusal(group);
    }

    private CompletionStage<CommandOutcome> note(
            GroupSnapshot group, Wishes wished, Command command, Asked asked, int attempt) {
        if (wished.equals(group.wishes())) {
            return store.wake(group.id()).thenApply(exists -> noted(group.id(), group.epoch()));
        }
        return store.write(group.id(), group.epoch(), wished).thenCompose(epoch -> {
            if (epoch != 0) {
                return ends(noted(group.id(), epoch));
            }
            return attempt < ATTEMPTS
                    ? attempt(group.id(), command, asked, attempt + 1)
                    : CompletableFuture.failedFuture(new StoreUnavailableException(
                            Reason.OVERLOADED,
                            "group " + group.id() + " changed " + ATTEMPTS + " times under one command"));
        });
    }

    private CommandOutcome noted(GroupId group, long epoch) {
        passSoon.accept(group);
        return new Noted(epoch);
    }

    private static CompletionStage<CommandOutcome> ends(CommandOutcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }
}
