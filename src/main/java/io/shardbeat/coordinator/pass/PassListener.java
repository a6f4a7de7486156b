package io.shardbeat.coordinator.pass;

import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.plan.Plan;

/** Is told how passes go: logs and metrics hang on it. Must not block and must not throw. */
public interface PassListener {
    /**
     * A pass over the group begins.
     *
     * @return what to run when it is over, however it ends
     */
    default Runnable begun(GroupId group) {
        return () -> {};
    }

    /**
     * What a pass planned for the group as it read it is in force; it may have changed nothing. One call a pass, in how many
     * commits ever it was written, and with what was written if the pass got no further.
     */
    void committed(GroupSnapshot snapshot, Plan plan);

    /** The group had changed since it was read: the plan, or what was left of it, was dropped. */
    void stale(GroupId group);

    /** The pass failed; the group stays due. */
    void failed(GroupId group, Throwable failure);
}
