package io.shardbeat.coordinator.checkpoint;

import io.shardbeat.assignment.ShardId;
import java.util.Set;

/** How saving checkpoints ends. */
public sealed interface SaveOutcome {
    <R> R fold(Cases<R> cases);

    /** One answer per outcome, so that a new outcome does not compile until every dialect answers it. */
    interface Cases<R> {
        R saved(Saved saved);

        R unknownGroup();

        R unknownMember();

        R tooMany();
    }

    /**
     * What could be saved is.
     *
     * @param notHeld not saved: the member does not hold these shards
     * @param absent not saved: the group has no such shards
     * @param older not saved: the member saved a later checkpoint of these shards, by its own clock
     */
    record Saved(Set<ShardId> notHeld, Set<ShardId> absent, Set<ShardId> older) implements SaveOutcome {
        public Saved {
            older = Set.copyOf(older);
            notHeld = Set.copyOf(notHeld);
            absent = Set.copyOf(absent);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.saved(this);
        }
    }

    /** The group does not exist. */
    record UnknownGroup() implements SaveOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.unknownGroup();
        }
    }

    /** The group has checkpoints of as many shards as it may. */
    record TooMany() implements SaveOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.tooMany();
        }
    }

    /** The group has no such member. */
    record UnknownMember() implements SaveOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.unknownMember();
        }
    }
}
