package io.shardbeat.redis.format;

import io.shardbeat.group.GroupId;
import java.util.List;

/** The names of one group's keys, made once: making them costs more than the heartbeat they are for. */
public final class GroupKeys {
    public final GroupId id;
    public final int bucket;
    public final String path;
    public final String group;
    public final String members;
    public final String handOvers;
    public final String fences;
    public final String intervals;
    public final String joins;
    public final String finished;
    public final String history;
    public final String checkpoints;
    public final String deletedMembers;
    public final String deletion;
    public final String damaged;
    public final String due;
    public final String sweep;

    private final String stem;

    public GroupKeys(GroupId id) {
        this.id = id;
        path = id.path();
        bucket = Keys.bucket(path);
        stem = Keys.stem(bucket, path);
        group = Keys.group(stem);
        members = Keys.members(stem);
        handOvers = Keys.handOvers(stem);
        fences = Keys.fences(stem);
        intervals = Keys.intervals(stem);
        joins = Keys.joins(stem);
        finished = Keys.finished(stem);
        history = Keys.history(stem);
        checkpoints = Keys.checkpoints(stem);
        deletedMembers = Keys.deletedMembers(stem);
        deletion = Keys.deletion(stem);
        damaged = Keys.damaged(bucket);
        due = Keys.due(bucket);
        sweep = Keys.sweep(bucket);
    }

    /** What {@code delete_group} deletes, in its order. */
    public List<String> forDeletion() {
        return List.of(
                group,
                due,
                sweep,
                members,
                deletedMembers,
                damaged,
                deletion,
                handOvers,
                fences,
                intervals,
                joins,
                history,
                checkpoints,
                finished);
    }

    public String lease(String member) {
        return Keys.lease(stem, member);
    }
}
