package io.shardbeat.admin.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.shardbeat.coordinator.groups.GroupBrowser.Summary;
import io.shardbeat.coordinator.groups.GroupListing.Row;
import io.shardbeat.group.GroupId;
import org.jspecify.annotations.Nullable;

/**
 * A group in a listing.
 *
 * @param path its address: what follows {@code /admin/v1/groups/}
 * @param dialect {@code sls} or {@code cls}
 * @param namespace the project or logset
 * @param scope the logstore an SLS group is bound to; empty for CLS
 * @param name the group's own name
 * @param state what it is doing
 * @param epoch the number that every change of ownership raises
 * @param members how many there are, alive or not
 * @param handOvers how many shards are on their way from one member to another
 * @param damaged why passes leave it alone; not there when they do not. Numbers that cannot be read are 0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GroupRow(
        String path,
        String dialect,
        String namespace,
        String scope,
        String name,
        String state,
        long epoch,
        int members,
        int handOvers,
        @Nullable DamageView damaged) {
    static GroupRow of(Row row) {
        Summary summary = row.summary();
        return summary == null
                ? of(row.id(), GroupList.DELETED, 0, 0, 0, null)
                : of(
                        row.id(),
                        summary.state().word(),
                        summary.epoch(),
                        summary.members(),
                        summary.handOvers(),
                        DamageView.of(summary.damage()));
    }

    private static GroupRow of(
            GroupId id, String state, long epoch, int members, int handOvers, @Nullable DamageView damaged) {
        return new GroupRow(
                id.path(),
                id.namespace().dialect(),
                id.namespace().name(),
                id.scope(),
                id.name(),
                state,
                epoch,
                members,
                handOvers,
                damaged);
    }
}
