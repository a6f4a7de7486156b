package io.shardbeat.coordinator.wish;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.wish.Departure;
import io.shardbeat.group.wish.Drain;
import io.shardbeat.group.wish.Note;
import io.shardbeat.group.wish.Park;
import io.shardbeat.group.wish.Pause;
import io.shardbeat.group.wish.Pin;
import io.shardbeat.group.wish.Weight;
import io.shardbeat.group.wish.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an operator may ask of a group: each is a change of what is wanted of it. Times count from when it is noted. */
public sealed interface Command
        permits Proposal,
                Command.DrainMember,
                Command.UndrainMember,
                Command.LetLeave,
                Command.EvictMember,
                Command.Weigh,
                Command.PauseUntil,
                Command.PauseFor,
                Command.Resume,
                Command.PinShard,
                Command.UnpinShard,
                Command.ParkShard,
                Command.UnparkShard,
                Command.Rebalance {
    /**
     * What is wanted of the group then.
     *
     * @param group as it is
     * @param leaseEnd when the lease of the {@linkplain #departing departing} member ends; {@code null} without one
     */
    Wishes applyTo(GroupSnapshot group, Note note, @Nullable Instant leaseEnd);

    /** Why it cannot be asked of the group as it is; empty when it can. */
    default Optional<CommandOutcome> refusal(GroupSnapshot group) {
        return Optional.empty();
    }

    /** The group as it would be, for those who only want to know. */
    default GroupSnapshot foreseen(GroupSnapshot group, Wishes wished) {
        return group.wishing(wished);
    }

    /** The member that must be in the group; {@code null} when none must. */
    default @Nullable MemberId member() {
        return null;
    }

    /** The shard that the group must have; {@code null} when it needs none. */
    default @Nullable ShardId shard() {
        return null;
    }

    /** The member whose lease decides when its shards are free; {@code null} when there is none. */
    default @Nullable MemberId departing() {
        return null;
    }

    /** @param time {@code null}: until it is taken back, or the member goes */
    record DrainMember(MemberId member, @Nullable Duration time) implements Command {
        @Override
        public Wishes applyTo(GroupSnapshot group, Note note, @Nullable Instant leaseEnd) {
            Instant until = time == null ? null : after(group, time);
            return group.wishes().withDrain(member, new Drain(until, false, note));
        }
    }

    /** @param name also of a member that is not there, whose name is still kept drained */
    record UndrainMember(MemberId name) implements Command {
        @Override
        public Wishes applyTo(GroupSnapshot group, Note note, @Nullable Instant leaseEnd) {
            return group.wishes().withDrain(name, null);
        }
    }

    /** Its process has stopped. */
    record LetLeave(MemberId member) implements Command {
        @Override
        public MemberId departing() {
            return member;
        }

        @Override
        public Wishes applyTo(GroupSnapshot group, Note note, @Nullable Instant leaseEnd) {
            return group.wishes().withDeparture(member, Departure.left(leaseEnd, note));
        }
    }

    /**
     * As if its lease had ended.
     *
     * @param fenced whether its process may still work
     * @param keptOut for how long nobody of its name receives anything; {@code null}: it may come back at once
     */
    record EvictMember(
            MemberId member, boolean fenced, @Nullable Duration keptOut) implements Command {
        @Override
        public MemberId departing() {
            return member;
        }

        @Override
        public Wishes applyTo(GroupSnapshot group, Note note, @Nullable Instant leaseEnd) {
            Wishes evicted = group.wishes().withDeparture(member, Departure.evicted(fenced, leaseEnd, note));
            return keptOut == null ? evicted : evicted.withDrain(member, new Drain(after(group, keptOut), true, note));
        }
    }

    /**
     * @param name also of a member that is not there yet
     * @param weight {@code null}: as the group's settings, or else as others
     */
    record Weigh(MemberId name, @Nullable Integer weight) implements Command {
        @Override
        public Wishes applyTo(GroupSnapshot group, Note note, @Nullable Instant leaseEnd) {
            return group.wishes().withWeight(name, weight == null ? null : new Weight(weight, note));
        }
    }

    record PauseUntil(Pause.Mode mode, Instant until) implements Command {
        @Override
        public Wishes applyTo(GroupSnapshot group, Note note, @Nullable Instant leaseEnd) {
            return group.wishes().withPause(new Pause(mode, until, note));
        }
    }

    record PauseFor(Pause.Mode mode, Duration time) implements Command {
        @Override
        public Wishes applyTo(GroupSnapshot group, Note note, @Nullable Instant leaseEnd) {
            return group.wishes().withPause(new Pause(mode, after(group, time), note));
        }
    }

    record Resume() implements Command {
        @Override
        public Wishes applyTo(GroupSnapshot group, Note note, @Nullable Instant leaseEnd) {
            return group.wishes().withPause(null);
        }
    }

    /** @param to also a member that is not there yet */
    record PinShard(ShardId shard, MemberId to) implements Command {
        @Override
        public Wishes applyTo(GroupSnapshot group, Note note, @Nullable Instant leaseEnd) {
            return group.wishes().withPin(shard, new Pin(to, note));
        }
    }

    record UnpinShard(ShardId pinned) implements Command {
        @Override
        public Wishes applyTo(GroupSnapshot group, Note note, @Nullable Instant leaseEnd) {
            return group.wishes().withPin(pinned, null);
        }
    }

    record ParkShard(ShardId shard, Duration time) implements Command {
        @Override
        public Wishes applyTo(GroupSnapshot group, Note note, @Nullable Instant leaseEnd) {
            return group.wishes().withPark(shard, new Park(after(group, time), note));
        }
    }

    record UnparkShard(ShardId parked) implements Command {
        @Override
        public Wishes applyTo(GroupSnapshot group, Note note, @Nullable Instant leaseEnd) {
            return group.wishes().withPark(parked, null);
        }
    }

    /** Nothing else than before, but now. */
    record Rebalance() implements Command {
        @Override
        public Wishes applyTo(GroupSnapshot group, Note note, @Nullable Instant leaseEnd) {
            return group.wishes();
        }
    }

    /** As it can be stored: what is noted must be what is read. */
    private static Instant after(GroupSnapshot group, Duration time) {
        return group.now().plus(time).truncatedTo(ChronoUnit.MILLIS);
    }
}
