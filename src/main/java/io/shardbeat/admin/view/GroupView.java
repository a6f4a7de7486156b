package io.shardbeat.admin.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.shardbeat.admin.view.WishesView.WishView;
import io.shardbeat.admin.view.history.PassList;
import io.shardbeat.admin.view.member.MemberPage;
import io.shardbeat.admin.view.shard.ShardPage;
import io.shardbeat.coordinator.groups.GroupBrowser.Damage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group as a whole. The last three parts are only there when {@code include} asked for them; all but the history are
 * of one moment.
 *
 * @param path its address: what follows {@code /admin/v1/groups/}
 * @param state what it is doing: damaged, rebuilding, stuck, paused, moving, empty or stable
 * @param epoch the number that every change of ownership raises
 * @param at when it was read, in Redis time
 * @param sessionTimeoutMillis the silence after which a member is dead, as in force
 * @param fenceMarginMillis how much longer an expired member's shards rest; not there when that is each member's own
 *     heartbeat interval
 * @param releaseMarginMillis how long a shard rests after its holder let go of it
 * @param topics the logstore or CLS topics it consumes
 * @param expiryHeldUntil until then nobody expires, because the coordinator or Redis was away, or too
 *     many members would have at a time; {@code null} as a rule
 * @param rebuildingUntil until then ownership is rebuilt from what members report, because Redis lost writes; {@code null}
 *     as a rule
 * @param wishes what operators want of it; {@code null} when they want nothing
 * @param damaged why passes leave it alone; {@code null} when they do not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GroupView(
        String path,
        String dialect,
        String namespace,
        String scope,
        String name,
        String state,
        long epoch,
        Instant at,
        long sessionTimeoutMillis,
        @Nullable Long fenceMarginMillis,
        long releaseMarginMillis,
        boolean ordered,
        List<String> topics,
        @Nullable Instant expiryHeldUntil,
        @Nullable Instant rebuildingUntil,
        @Nullable List<WishView> wishes,
        @Nullable DamageView damaged,
        MemberCounts memberCounts,
        ShardCounts shardCounts,
        @Nullable MemberPage members,
        @Nullable ShardPage shards,
        @Nullable PassList history) {

    /**
     * @param alive those with a lease
     * @param pending those that no pass has looked at yet
     */
    public record MemberCounts(int total, int alive, int pending) {}

    /**
     * The states add up to {@code total}.
     *
     * @param stuck those of {@code handingOver} that take longer than their limit
     */
    public record ShardCounts(int total, int held, int handingOver, int stuck, int free, int fenced, int parked) {}

    /** The same group with its history. */
    public GroupView withHistory(PassList passes) {
        return with(damaged, passes);
    }

    /** The same group with why passes leave it alone. */
    public GroupView withDamage(@Nullable Damage damage) {
        return with(DamageView.of(damage), history);
    }

    private GroupView with(@Nullable DamageView damage, @Nullable PassList passes) {
        return new GroupView(
                path,
                dialect,
                namespace,
                scope,
                name,
                damage == null ? state : "damaged",
                epoch,
                at,
                sessionTimeoutMillis,
                fenceMarginMillis,
                releaseMarginMillis,
                ordered,
                topics,
                expiryHeldUntil,
                rebuildingUntil,
                wishes,
                damage,
                memberCounts,
                shardCounts,
                members,
                shards,
                passes);
    }
}
