package io.shardbeat.testkit.cls;

import io.shardbeat.coordinator.pass.PassListener;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.plan.Plan;

/** Does not listen. */
public final class SilentListener implements PassListener {
    @Override
    public void committed(GroupSnapshot snapshot, Plan plan) {}

    @Override
    public void stale(GroupId group) {}

    @Override
    public void failed(GroupId group, Throwable failure) {}
}
