package io.shardbeat.metrics;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Member;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.security.Printable;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** What passes did, in lines: one that decided nothing has none, and many members at a time share one. */
final class PassLog {
    private static final Logger LOG = Logger.getLogger("io.shardbeat.passes");

    /** Of one pass: beyond, they are only counted. */
    private static final int MOST_NAMED = 10;

    private final LeaseEnds leaseEnds;

    PassLog(LeaseEnds leaseEnds) {
        this.leaseEnds = leaseEnds;
    }

    /** The plan is in force, and changes something. */
    void changed(GroupSnapshot snapshot, Plan plan) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Decision decision : plan.decisions()) {
            counts.merge(decision.kind().word(), 1, Integer::sum);
        }
        if (counts.isEmpty()) {
            LOG.debugf("group=%s epoch>%d: only what safeguards remember", snapshot.id(), snapshot.epoch());
            return;
        }
        LOG.infof(
                "group=%s members=%d epoch>%d %s",
                snapshot.id(), snapshot.members().size() - plan.expired().size(), snapshot.epoch(), counts);
        expired(snapshot, plan.expired());
        Warnings.log(snapshot, plan);
    }

    /** A lease runs out a session timeout after the last heartbeat. Which end is not known is that of this moment, or before. */
    private void expired(GroupSnapshot snapshot, Set<MemberId> expired) {
        if (expired.isEmpty()) {
            return;
        }
        Duration timeout = snapshot.policy().sessionTimeout();
        if (expired.size() > MOST_NAMED) {
            LOG.infof(
                    "group=%s %d members expired, silent for %d ms or longer; the history names them",
                    snapshot.id(), expired.size(), timeout.toMillis());
            expired.forEach(id -> leaseEnds.take(snapshot.id(), id));
            return;
        }
        Map<MemberId, Member> members = snapshot.membersById();
        for (MemberId id : expired) {
            Member member = members.get(id);
            LOG.infof(
                    "group=%s member=%s expired: silent for %s, it held %d shards",
                    snapshot.id(),
                    Printable.of(id.name()),
                    leaseEnds
                            .take(snapshot.id(), id)
                            .map(end -> Duration.between(end, snapshot.now()).plus(timeout))
                            .filter(silent -> silent.compareTo(timeout) >= 0)
                            .map(silent -> silent.toMillis() + " ms")
                            .orElseGet(() -> timeout.toMillis() + " ms or longer"),
                    member == null ? 0 : member.grant().shards().size());
        }
    }

    static void failed(GroupId group, Throwable failure) {
        Throwable cause = StoreUnavailableException.behind(failure);
        if (StoreUnavailableException.isBehind(failure)) {
            LOG.debugf("pass failed group=%s: %s", group, cause);
        } else if (cause instanceof StoreUnavailableException) {
            LOG.errorf("group=%s is damaged and set apart: %s", group, cause.getMessage());
        } else {
            LOG.errorf(failure, "pass failed group=%s", group);
        }
    }
}
