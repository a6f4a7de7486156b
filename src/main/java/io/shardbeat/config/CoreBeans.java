package io.shardbeat.config;

import io.quarkus.arc.All;
import io.shardbeat.assignment.Assignor;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.config.settings.BrakeSettings;
import io.shardbeat.config.settings.GroupTimings;
import io.shardbeat.config.settings.PoisonSettings;
import io.shardbeat.config.settings.QuotaSettings;
import io.shardbeat.config.settings.RebalanceSettings;
import io.shardbeat.coordinator.GroupDirectory;
import io.shardbeat.coordinator.GroupStore;
import io.shardbeat.coordinator.catalog.CatalogStore;
import io.shardbeat.coordinator.catalog.DeclaredCatalog;
import io.shardbeat.coordinator.catalog.FinishedShards;
import io.shardbeat.coordinator.catalog.Namespaces;
import io.shardbeat.coordinator.catalog.ShardEnds;
import io.shardbeat.coordinator.catalog.Topics;
import io.shardbeat.coordinator.checkpoint.CheckpointListener;
import io.shardbeat.coordinator.checkpoint.CheckpointStore;
import io.shardbeat.coordinator.checkpoint.Checkpoints;
import io.shardbeat.coordinator.fencing.Fencing;
import io.shardbeat.coordinator.groups.FleetTrend;
import io.shardbeat.coordinator.groups.GroupBrowser;
import io.shardbeat.coordinator.groups.GroupLimit;
import io.shardbeat.coordinator.groups.GroupListing;
import io.shardbeat.coordinator.groups.Groups;
import io.shardbeat.coordinator.groups.Histories;
import io.shardbeat.coordinator.groups.LossMemory;
import io.shardbeat.coordinator.heartbeat.DoubledMembers;
import io.shardbeat.coordinator.heartbeat.HeartbeatListener;
import io.shardbeat.coordinator.heartbeat.Heartbeats;
import io.shardbeat.coordinator.heartbeat.ReportBounds;
import io.shardbeat.coordinator.pass.PassCoalescer;
import io.shardbeat.coordinator.pass.PassListener;
import io.shardbeat.coordinator.pass.Reconciler;
import io.shardbeat.coordinator.pass.SetApart;
import io.shardbeat.coordinator.plan.WhatIf;
import io.shardbeat.coordinator.wish.Commands;
import io.shardbeat.coordinator.wish.WishStore;
import io.shardbeat.group.GroupDefaults;
import io.shardbeat.group.HandOverLimit;
import io.shardbeat.group.PoisonGuard;
import io.shardbeat.group.Safeguards;
import io.shardbeat.group.SelfPreservation;
import io.shardbeat.group.plan.Planner;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
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
        GroupTimings group = config.group();
        BrakeSettings brake = config.brake();
        HandOverLimit handOver = new HandOverLimit(group.handOverLimit().orElse(null), group.handOverForce());
        PoisonSettings poison = config.poison();
        Safeguards safeguards = new Safeguards(
                handOver,
                new SelfPreservation(
                        brake.share(), brake.members(), brake.grace().orElse(null)),
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
    static PassCoalescer passes(Reconciler reconciler, PassExecutor executor, ShardbeatConfig config) {
        RebalanceSettings times = config.rebalance();
        // Who joins waits for a rest and the pass.
        return new PassCoalescer(
                reconciler, executor, times.coalesce(), times.joinWait().dividedBy(4));
    }

    @Produces
    @Singleton
    static Heartbeats heartbeats(
            GroupStore store, PassCoalescer passes, ShardbeatConfig config, HeartbeatListener listener) {
        return new Heartbeats(store, passes, config.rebalance().joinWait(), listener);
    }

    @Produces
    @Singleton
    static ReportBounds reportBounds(ShardbeatConfig config) {
        QuotaSettings quota = config.quota();
        return new ReportBounds(quota.topicsPerReport(), quota.shardsPerReport());
    }

    @Produces
    @Singleton
    static WhatIf whatIf(Planner planner) {
        return new WhatIf(planner);
    }

    @Produces
    @Singleton
    static Commands commands(
            GroupBrowser browser, WishStore wishes, WhatIf whatIf, PassExecutor executor, PassCoalescer passes) {
        return new Commands(browser, wishes, whatIf, executor, passes::soon);
    }

    @Produces
    @Singleton
    static DoubledMembers doubledMembers(InstantSource clock) {
        return new DoubledMembers(clock::millis);
    }

    @Produces
    @Singleton
    static LossMemory lossMemory() {
        return new LossMemory();
    }

    @Produces
    @Singleton
    static Groups groups(
            CatalogStore catalog, GroupDirectory directory, DeclaredCatalog declared, @All List<GroupLimit> limits) {
        return new Groups(catalog, directory, declared, limits);
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
    static Fencing fencing(CheckpointStore holdings, GroupBrowser browser) {
        return new Fencing(holdings, browser);
    }

    @Produces
    @Singleton
    static GroupListing groupListing(GroupBrowser browser, DeclaredCatalog declared, GroupDirectory directory) {
        return new GroupListing(browser, declared, directory);
    }

    @Produces
    @Singleton
    static FleetTrend fleetTrend() {
        return new FleetTrend();
    }

    @Produces
    @Singleton
    static Histories histories(GroupBrowser browser) {
        return new Histories(browser);
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
