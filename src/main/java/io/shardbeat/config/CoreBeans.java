package io.shardbeat.config;

import io.shardbeat.assignment.Assignor;
import io.shardbeat.assignment.StickyBalancedAssignor;
import io.shardbeat.coordinator.CatalogStore;
import io.shardbeat.coordinator.DeclaredCatalog;
import io.shardbeat.coordinator.DoubledMembers;
import io.shardbeat.coordinator.FinishedShards;
import io.shardbeat.coordinator.GroupDirectory;
import io.shardbeat.coordinator.GroupStore;
import io.shardbeat.coordinator.Groups;
import io.shardbeat.coordinator.HeartbeatListener;
import io.shardbeat.coordinator.Heartbeats;
import io.shardbeat.coordinator.Namespaces;
import io.shardbeat.coordinator.PassListener;
import io.shardbeat.coordinator.Passes;
import io.shardbeat.coordinator.Reconciler;
import io.shardbeat.coordinator.SetApart;
import io.shardbeat.coordinator.ShardEnds;
import io.shardbeat.coordinator.Topics;
import io.shardbeat.coordinator.checkpoint.CheckpointListener;
import io.shardbeat.coordinator.checkpoint.CheckpointStore;
import io.shardbeat.coordinator.checkpoint.Checkpoints;
import io.shardbeat.group.Brake;
import io.shardbeat.group.GroupDefaults;
import io.shardbeat.group.HandOverLimit;
import io.shardbeat.group.Planner;
import io.shardbeat.group.PoisonGuard;
import io.shardbeat.group.Safeguards;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** Lifts the framework-free core into CDI. */
final class CoreBeans {
    private CoreBeans() {}

    @Produces
    @Singleton
    static InstantSource clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    static GroupDefaults groupDefaults(ShardbeatConfig config) {
        ShardbeatConfig.Group group = config.group();
        ShardbeatConfig.Brake brake = config.brake();
        HandOverLimit handOver = new HandOverLimit(group.handOverLimit().orElse(null), group.handOverForce());
        ShardbeatConfig.Poison poison = config.poison();
        Safeguards safeguards = new Safeguards(
                handOver,
                new Brake(brake.share(), brake.members(), brake.grace().orElse(null)),
                new PoisonGuard(poison.deaths(), poison.window(), poison.parkFor()));
        return new GroupDefaults(group.fenceMargin(), group.releaseMargin(), group.initialDelay(), safeguards);
    }

    @Produces
    @Singleton
    static Assignor assignor() {
        return new StickyBalancedAssignor();
    }

    @Produces
    @Singleton
    static Planner planner(Assignor assignor) {
        return new Planner(assignor);
    }

    @Produces
    @Singleton
    static SetApart setApart() {
        return new SetApart(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    @Produces
    @Singleton
    static Reconciler reconciler(
            GroupStore store, Planner planner, PassExecutor executor, PassListener listener, SetApart apart) {
        return new Reconciler(store, planner, executor, listener, apart);
    }

    @Produces
    @Singleton
    static Passes passes(Reconciler reconciler, PassExecutor executor, ShardbeatConfig config) {
        return new Passes(reconciler, executor, config.rebalance().coalesce());
    }

    @Produces
    @Singleton
    static Heartbeats heartbeats(GroupStore store, Passes passes, ShardbeatConfig config, HeartbeatListener listener) {
        return new Heartbeats(store, passes, config.rebalance().joinWait(), listener);
    }

    @Produces
    @Singleton
    static DoubledMembers doubledMembers(InstantSource clock) {
        return new DoubledMembers(clock::millis);
    }

    @Produces
    @Singleton
    static Groups groups(
            CatalogStore catalog, GroupDirectory directory, DeclaredCatalog declared, ShardbeatConfig config) {
        return new Groups(
                catalog,
                directory,
                declared,
                dialect -> dialect.equals("sls")
                        ? config.sls().limits().groupsPerLogstore()
                        : config.cls().limits().groupsPerLogset());
    }

    @Produces
    @Singleton
    static Namespaces namespaces(CatalogStore catalog, GroupDirectory directory) {
        return new Namespaces(catalog, directory);
    }

    @Produces
    @Singleton
    static Topics topics(CatalogStore catalog, GroupDirectory directory) {
        return new Topics(catalog, directory);
    }

    @Produces
    @Singleton
    static ShardEnds shardEnds(CatalogStore catalog, FinishedShards finished) {
        return new ShardEnds(catalog, finished);
    }

    @Produces
    @Singleton
    static Checkpoints checkpoints(
            CheckpointStore store,
            GroupDirectory directory,
            CatalogStore catalog,
            ShardEnds ends,
            CheckpointListener listener) {
        return new Checkpoints(store, directory, catalog, ends, listener);
    }
}
