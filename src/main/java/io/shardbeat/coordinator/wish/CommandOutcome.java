package io.shardbeat.coordinator.wish;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.plan.Forecast;
import io.shardbeat.group.GroupId;

/** How a command ends. */
public sealed interface CommandOutcome {
    <R> R fold(Cases<R> cases);

    /** One answer per outcome, so that a new outcome does not compile until everybody answers it. */
    interface Cases<R> {
        R noted(long epoch);

        R foretold(Forecast forecast);

        R noGroup(GroupId group);

        R noMember(MemberId member);

        R noShard(ShardId shard);

        R moved(long epoch);

        R tooMany(int most);
    }

    /** It is noted, at this epoch; passes carry it out. */
    record Noted(long epoch) implements CommandOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.noted(epoch);
        }
    }

    /** Nothing was done; this is what would be. */
    record Foretold(Forecast forecast) implements CommandOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.foretold(forecast);
        }
    }

    record NoGroup(GroupId group) implements CommandOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.noGroup(group);
        }
    }

    record NoMember(MemberId member) implements CommandOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.noMember(member);
        }
    }

    record NoShard(ShardId shard) implements CommandOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.noShard(shard);
        }
    }

    /** It was for the group at another epoch; it has this one now. */
    record Moved(long epoch) implements CommandOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.moved(epoch);
        }
    }

    /** As much is wanted of the group as may be. */
    record TooMany(int most) implements CommandOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.tooMany(most);
        }
    }
}
