package io.shardbeat.testkit;

import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.GroupStore;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers heartbeats with what a test told it to, and notes them. Knows no passes: adapters have no use for them. */
public final class ScriptedGroupStore implements GroupStore {
    public final List<Heartbeat> beats = new ArrayList<>();

    private CompletionStage<BeatReply> next = CompletableFuture.completedFuture(new BeatReply.NoGroup());

    public void grants(long epoch, String grant) {
        replies(new BeatReply.Known(epoch, grant.getBytes(StandardCharsets.UTF_8), false, false));
    }

    /** As the store answers a member's first heartbeat. */
    public void joins(long epoch, String grant) {
        replies(new BeatReply.Known(epoch, grant.getBytes(StandardCharsets.UTF_8), true, true));
    }

    public void replies(BeatReply reply) {
        next = CompletableFuture.completedFuture(reply);
    }

    public void fails(RuntimeException failure) {
        next = CompletableFuture.failedFuture(failure);
    }

    /** The last heartbeat's report as text. */
    public String lastReport() {
        return new String(last().report(), StandardCharsets.UTF_8);
    }

    public Heartbeat last() {
        return beats.get(beats.size() - 1);
    }

    @Override
    public CompletionStage<BeatReply> beat(Heartbeat heartbeat) {
        beats.add(heartbeat);
        return next;
    }

    @Override
    public CompletionStage<Optional<BeatReply>> answer(Heartbeat heartbeat) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<Optional<Claim>> claim(GroupId group) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<CommitOutcome> commit(Claim claim, Plan plan) {
        throw new UnsupportedOperationException("nothing was claimed");
    }

    @Override
    public CompletionStage<List<GroupId>> sweep(int bucket, Sweep sweep) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public boolean mayBeDue(int bucket) {
        return true;
    }

    @Override
    public int buckets() {
        return 1;
    }
}
