package io.shardbeat.config;

import io.quarkus.runtime.StartupEvent;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.group.Grant;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupPolicy;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.group.safeguard.SafeguardState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Loads the planner before the first client waits for it: a first pass on a cold JVM takes longer than a join waits. */
@ApplicationScoped
public class WarmUp {
    private final Planner planner;

    WarmUp(Planner planner) {
        this.planner = planner;
    }

    void plan(@Observes StartupEvent started) {
        GroupSnapshot imagined = imaginedGroup();
        if (planner.plan(imagined).grants().size() != imagined.members().size()) {
            throw new IllegalStateException("the planner left members of " + imagined.id() + " without a grant");
        }
    }

    private static GroupSnapshot imaginedGroup() {
        Lease lease = new Lease(ShardSet.of("topic"), 1, 0);
        List<Member> members = List.of(
                new Member(new MemberId("a"), Grant.NOTHING, true, lease),
                new Member(new MemberId("b"), Grant.NOTHING, true, lease));
        return new GroupSnapshot(
                new GroupId(new Namespace("warm", "up"), "", "imagined"),
                new GroupSettings(20, false, List.of("topic")),
                new GroupPolicy(Duration.ofSeconds(20), Duration.ZERO, Duration.ZERO),
                1,
                Instant.EPOCH,
                null,
                null,
                members,
                List.of(),
                Map.of(),
                SafeguardState.NONE,
                ShardSet.of("topic", 0, 1, 2));
    }
}
