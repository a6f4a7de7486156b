package io.shardbeat.redis;

import io.shardbeat.group.GroupId;

/** The names of one group's keys, made once: making them costs more than the heartbeat they are for. */
final class GroupKeys {
    final GroupId id;
    final String path;
    final String group;
    final String members;
    final String handOvers;
    final String fences;
    final String intervals;
    final String finished;
    final String history;
    final String checkpoints;
    final String deletedMembers;
    final String damaged;
    final String due;
    final String sweep;

    private final String stem;

    GroupKeys(GroupId id) {
        this.id = id;
        path = id.path();
        int bucket = Keys.bucket(path);
        stem = Keys.stem(bucket, path);
        group = Keys.group(stem);
        members = Keys.members(stem);
        handOvers = Keys.handOvers(stem);
        fences = Keys.fences(stem);
        intervals = Keys.intervals(stem);
        finished = Keys.finished(stem);
        history = Keys.history(stem);
        checkpoints = Keys.checkpoints(stem);
        deletedMembers = Keys.deletedMembers(stem);
        damaged = Keys.damaged(bucket);
        due = Keys.due(bucket);
        sweep = Keys.sweep(bucket);
    }

    String lease(String member) {
        return Keys.lease(stem, member);
    }
}
