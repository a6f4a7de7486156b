package io.shardbeat.load.judge;

import io.shardbeat.load.judge.Tenure.Stage;
import io.shardbeat.load.plan.Shards;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges one group by what its members report and are answered, and notes every breach of
 *
 * <ul>
 *   <li>I1, one grant: a shard granted to two members at one epoch;
 *   <li>I2, no early grant: a shard granted while another member had it, which had neither released it nor been silent
 *       for the session timeout;
 *   <li>I3, epochs only rise: a member answered with an older epoch than before;
 *   <li>I7, no false expiry: a member that was silent for less than the session timeout refused as unknown, or left
 *       without any of its shards.
 * </ul>
 *
 * A member has released a shard once it <em>sent</em> a report without it after an answer without it. Its lease is
 * known to run from when an answered heartbeat was <em>sent</em>. Both are the earliest the server can have known, so
 * latency can hide a breach but never make one up. Members are numbers from 0; times are nanoseconds.
 */
public final class Judge {
    private final long leaseNanos;
    private final long fencedNanos;
    private final Breaches breaches;
    private final Map<Integer, Seen> members = new HashMap<>();
    private final Tenures tenures = new Tenures();

    /**
     * @param timeoutNanos the group's session timeout
     * @param fenceMarginNanos how much longer an expired member's shards rest
     */
    public Judge(String group, long timeoutNanos, long fenceMarginNanos) {
        leaseNanos = timeoutNanos;
        fencedNanos = timeoutNanos + fenceMarginNanos;
        breaches = new Breaches(group);
    }

    /** A member is about to send a report. */
    public void sends(int member, Shards report) {
        Seen seen = seen(member);
        for (int i = seen.tenures.size() - 1; i >= 0; i--) {
            Tenure tenure = seen.tenures.get(i);
            // After a lost answer a member may have been told more than was seen of it.
            if ((tenure.stage == Stage.REVOKED || seen.uncertain) && !report.contains(tenure.shard)) {
                end(seen, tenure);
            }
        }
    }

    /** A member starts anew under its name: nobody works on what it had. */
    public void starts(int member) {
        Seen seen = seen(member);
        List.copyOf(seen.tenures).forEach(tenure -> end(seen, tenure));
        seen.grant = Shards.NONE;
    }

    /** Nobody knows what became of a member's heartbeat. */
    public void isUnanswered(int member) {
        seen(member).uncertain = true;
    }

    /** A member's heartbeat is refused, because it is not known. */
    public void isUnknown(int member, long at) {
        Seen seen = seen(member);
        if (at < seen.renewedAt + leaseNanos) {
            breaches.add("I7", at, name(member) + " refused as unknown " + silence(seen, at));
        }
        starts(member);
        seen.renewedAt = Seen.NEVER;
    }

    /**
     * A member's heartbeat is answered.
     *
     * @param sentAt when it was sent
     * @param epoch as answered; 0 where the server does not tell
     * @return the shards it did not have before
     */
    public Shards isGranted(int member, long sentAt, long at, Shards grant, long epoch) {
        Seen seen = seen(member);
        boolean same = !seen.uncertain && grant.equals(seen.grant);
        Shards gained = grant.minus(seen.grant);
        if (epoch < seen.epoch) {
            breaches.add("I3", at, "epoch of " + name(member) + " fell from " + seen.epoch + " to " + epoch);
        }
        if (!same || epoch != seen.epoch) {
            revoke(seen, grant, at >= seen.renewedAt + leaseNanos);
            grant.forEach(shard -> grant(member, shard, at, epoch));
        }
        if (grant.isEmpty() && !seen.grant.isEmpty() && at < seen.renewedAt + leaseNanos) {
            breaches.add("I7", at, name(member) + " lost all of " + seen.grant + " " + silence(seen, at));
        }
        seen.grant = grant;
        seen.epoch = epoch;
        seen.renewedAt = sentAt;
        seen.uncertain = false;
        return gained;
    }

    /** @param lapsed whether the server may have given up the member before it beat again */
    private void revoke(Seen seen, Shards grant, boolean lapsed) {
        for (Tenure tenure : List.copyOf(seen.tenures)) {
            if ((lapsed || tenure.stage == Stage.EXPIRED) && !grant.contains(tenure.shard)) {
                end(seen, tenure);
            } else if (!grant.contains(tenure.shard)) {
                tenure.stage = Stage.REVOKED;
            }
        }
    }

    private void grant(int member, int shard, long at, long epoch) {
        Seen seen = seen(member);
        Tenure tenure = tenures.openOf(member, shard);
        boolean goesOn = tenure != null && tenure.canGoOn() && !seen.uncertain;
        if (tenure == null || !goesOn) {
            if (tenure != null) {
                end(seen, tenure);
            }
            tenure = tenures.begin(member, shard, epoch);
            seen.tenures.add(tenure);
        }
        tenure.stage = Stage.GRANTED;
        tenure.lastEpoch = Math.max(tenure.lastEpoch, epoch);
        for (Tenure other : List.copyOf(tenures.of(shard))) {
            if (other.member != member) {
                compare(tenure, other, at, !goesOn);
            }
        }
    }

    private void compare(Tenure mine, Tenure other, long at, boolean isNew) {
        Seen holder = seen(other.member);
        if (mine.meets(other)) {
            breaches.add(
                    "I1",
                    at,
                    "shard " + mine.shard + " granted to " + name(mine.member) + " and to " + name(other.member)
                            + " at epoch " + Math.max(mine.firstEpoch, other.firstEpoch));
            end(holder, other); // said once
        }
        boolean isLate = mine.lastEpoch != 0 && mine.lastEpoch < other.firstEpoch; // an old answer that took its time
        if (!isNew || !other.holds() || isLate) {
            return;
        }
        if (at < holder.renewedAt + fencedNanos) {
            breaches.add(
                    "I2",
                    at,
                    "shard " + mine.shard + " granted to " + name(mine.member) + " while " + other.stage + " at "
                            + name(other.member) + ", " + silence(holder, at));
        }
        // If it is answered with the shard once more, it never was: then their epochs meet.
        other.stage = Stage.EXPIRED;
    }

    private void end(Seen seen, Tenure tenure) {
        tenure.stage = Stage.ENDED;
        seen.tenures.remove(tenure);
    }

    private String silence(Seen seen, long at) {
        return (at - seen.renewedAt) / 1_000_000 + "ms after an accepted heartbeat, with a timeout of "
                + leaseNanos / 1_000_000 + "ms";
    }

    private Seen seen(int member) {
        return members.computeIfAbsent(member, m -> new Seen());
    }

    private static String name(int member) {
        return "member " + member;
    }

    /** What a member has been granted and has not released, as far as anybody can see. */
    public Shards heldBy(int member) {
        return Shards.of(seen(member).tenures.stream()
                .filter(Tenure::holds)
                .mapToInt(t -> t.shard)
                .toArray());
    }

    /** Every breach, up to a bound; see {@link #breachCount}. */
    public List<Breach> breaches() {
        return new ArrayList<>(breaches.first());
    }

    public long breachCount() {
        return breaches.count();
    }
}
