package io.shardbeat.coordinator;

import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Plan;

/** Is told how passes go: logs and metrics hang on it. Must not block and must not throw. */
public interface PassListener {
    /** The plan is in force; it may have changed nothing. */
    void committed(GroupSnapshot snapshot, Plan plan);

    /** The group had changed since it was read: the plan was dropped. */
    void stale(GroupId group);

    /** The pass failed; the group stays due. */
    void failed(GroupId group, Throwable failure);
}
