package io.shardbeat.testkit.judge;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.testkit.BeatObserver;
import io.shardbeat.testkit.Witness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Judges one group from outside. I1, I2 and I3 by its {@link Witness}, which is told that a member is gone only when that
 * may be so: a session timeout after its last good heartbeat was sent and after the last gap in service (I7). While the
 * group must rest, every answer must be what it was (I7, I8). Times are measured for I4.
 */
public final class Judge implements BeatObserver {
    private final long session;
    private final LongSupplier clock;
    private final Witness witness = new Witness();
    private final Service service = new Service();
    private final Work work = new Work();
    private final Map<String, Member> members = new HashMap<>();
    private final List<String> breaches = new ArrayList<>();
    private final Map<String, Integer> errors = new TreeMap<>();
    private Map<String, Set<ShardId>> workAtStart = Map.of();
    private long longestUnanswered;
    private long startedAt;
    private boolean resting;

    private static final class Member {
        ShardSet grant = ShardSet.EMPTY;
        ShardSet grantAtRest = ShardSet.EMPTY;
        long sent;
        long goodSent;
        long answered;
        boolean dead;
        boolean fenced;

        /** What it fenced off itself may come back late, when Redis has to be doubted: that is no emptying. */
        boolean mayBeAnswered(ShardSet answer) {
            return answer.equals(grantAtRest)
                    || fenced && Set.copyOf(grantAtRest.shards()).containsAll(Set.copyOf(answer.shards()));
        }
    }

    /**
     * @param session the group's session timeout
     * @param clock in nanoseconds
     */
    public Judge(Duration session, LongSupplier clock) {
        this.session = session.toNanos();
        this.clock = clock;
        startedAt = clock.getAsLong();
    }

    @Override
    public synchronized void sends(String member, ShardSet report) {
        member(member).sent = clock.getAsLong();
        witness.sends(member, report);
    }

    @Override
    public synchronized void isAnswered(String name, ShardSet grant, long epoch) {
        long now = clock.getAsLong();
        service.answered();
        members.keySet().stream().filter(m -> mayBeGone(m, now)).forEach(this::isGone);
        witness.isAnswered(name, grant, epoch);
        Member member = member(name);
        if (resting && !member.mayBeAnswered(grant)) {
            breaches.add("I7, I8: " + name + " had " + member.grantAtRest + " and is answered " + grant);
        }
        longestUnanswered = Math.max(longestUnanswered, now - Math.max(member.answered, startedAt));
        member.fenced &= !grant.equals(member.grantAtRest);
        member.grant = grant;
        member.goodSent = member.sent;
        member.answered = now;
    }

    /** The server did not answer, or answered that it failed. */
    public synchronized void fails(String member, String code) {
        service.failed(member(member).sent, clock.getAsLong());
        errors.merge(code, 1, Integer::sum);
    }

    /** The server says that it does not know the member. */
    public synchronized void isRefused(String name, String code) {
        errors.merge(code, 1, Integer::sum);
        if (!mayBeGone(name, clock.getAsLong())) {
            breaches.add("I7: " + name + " is unknown within its session timeout");
        }
        isGone(name);
    }

    /** It has not been answered for so long that it stopped everything by itself. */
    public synchronized void fencesItself(String member) {
        member(member).fenced = true;
    }

    /** What the member really does, whatever it was told. */
    public synchronized void works(String member, Set<ShardId> on) {
        member(member);
        work.works(member, on, clock.getAsLong());
    }

    /** Its process has ended: it works on nothing, and the server does not know yet. */
    public synchronized void dies(String member) {
        member(member).dead = true;
        works(member, Set.of());
    }

    /** From now on every answer must be the same, unless some member is silent for a session timeout. */
    public synchronized void restBegins() {
        resting = true;
        members.values().forEach(member -> member.grantAtRest = member.grant);
    }

    public synchronized void restEnds() {
        resting = false;
    }

    /** Measures from now on. */
    public synchronized void start() {
        startedAt = clock.getAsLong();
        work.start(startedAt);
        workAtStart = work.current();
        errors.clear();
        longestUnanswered = 0;
    }

    public synchronized Effects effects() {
        long now = clock.getAsLong();
        members.values().stream()
                .filter(member -> !member.dead)
                .forEach(m -> longestUnanswered = Math.max(longestUnanswered, now - Math.max(m.answered, startedAt)));
        return new Effects(
                new TreeMap<>(errors),
                Duration.ofNanos(longestUnanswered),
                work.longestIdle(now),
                work.longestShared(now),
                moved());
    }

    private int moved() {
        int moved = 0;
        for (Map.Entry<String, Set<ShardId>> now : work.current().entrySet()) {
            Set<ShardId> gained = new HashSet<>(now.getValue());
            gained.removeAll(workAtStart.getOrDefault(now.getKey(), Set.of()));
            moved += gained.size();
        }
        return moved;
    }

    /** Whether so many shards are shared out evenly, and members know it, work on it, and have nothing to give up. */
    public synchronized boolean isSettled(int shards) {
        Set<ShardId> granted = new HashSet<>();
        int sum = 0;
        int most = 0;
        int fewest = Integer.MAX_VALUE;
        for (Map.Entry<String, Member> entry : members.entrySet()) {
            ShardSet grant = entry.getValue().grant;
            if (entry.getValue().dead) {
                continue;
            }
            Set<ShardId> has = new HashSet<>(grant.shards());
            if (!has.equals(work.current().get(entry.getKey()))) {
                return false;
            }
            granted.addAll(has);
            sum += has.size();
            most = Math.max(most, has.size());
            fewest = Math.min(fewest, has.size());
        }
        return sum == shards && granted.size() == shards && most - fewest <= 1 && witness.isAtRest();
    }

    /** Whether every living member had a good answer to a heartbeat sent after this time. */
    public synchronized boolean allAnsweredSince(long nanos) {
        return members.values().stream().allMatch(member -> member.dead || member.goodSent - nanos > 0);
    }

    /** Breaches so far were another test's. */
    public synchronized void forgetBreaches() {
        witness.forgetBreaches();
        breaches.clear();
    }

    /** Every breach so far. */
    public synchronized List<String> breaches() {
        List<String> all = new ArrayList<>(witness.breaches());
        all.addAll(breaches);
        return all;
    }

    private boolean mayBeGone(String name, long now) {
        return now - member(name).goodSent >= session && service.hasLasted(session, now);
    }

    /** Then its shards may go to others, too: a group with such a member need not rest any longer. */
    private void isGone(String name) {
        witness.isGone(name);
        resting = false;
    }

    private Member member(String name) {
        return members.computeIfAbsent(name, n -> {
            Member member = new Member();
            member.goodSent = clock.getAsLong();
            member.answered = member.goodSent;
            return member;
        });
    }
}
