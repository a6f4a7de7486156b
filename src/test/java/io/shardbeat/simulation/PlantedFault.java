package io.shardbeat.simulation;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Sender;
import io.shardbeat.coordinator.checkpoint.CheckpointStore.WriteOutcome;
import io.shardbeat.group.Change;
import io.shardbeat.group.ClientFamily;
import io.shardbeat.group.ExpiryWindow;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupShards;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Plan;
import io.shardbeat.group.PoisonGuard;
import io.shardbeat.group.ShardState;
import io.shardbeat.group.Transition;
import io.shardbeat.group.Watch;
import io.shardbeat.simulation.Simulation.RedisMaker;
import io.shardbeat.testkit.MemoryGroup;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Stores that break one rule each: what a simulation is worth shows in whether it notices. */
enum PlantedFault {
    RELEASE_JUDGED_BY_A_REPORT_OLDER_THAN_THE_HAND_OVER("I2", world -> new ObservedRedis(world) {
        @Override
        protected Lease lease(ShardSet report, long answered, long before) {
            return new Lease(report, answered, Long.MAX_VALUE);
        }
    }),
    GRANT_BEFORE_RELEASE("I2", world -> new ObservedRedis(world) {
        @Override
        protected Lease lease(ShardSet report, long answered, long before) {
            return new Lease(ShardSet.EMPTY.withTopics(report.topics()), answered, Long.MAX_VALUE);
        }
    }),
    EXPIRY_WITHOUT_LOOKING_AGAIN_AT_COMMIT("I7", world -> new ObservedRedis(world) {
        @Override
        protected boolean isAlive(GroupId id, MemberId member) {
            return false;
        }
    }),
    COMMIT_WITHOUT_EPOCH_CHECK("I1 I2 I8", world -> new ObservedRedis(world) {
        @Override
        protected boolean isAtEpoch(MemoryGroup group, long epochRead) {
            return true;
        }
    }),
    DELAYED_COPIES_TAKEN_FOR_NEWS("I2", world -> new ObservedRedis(world) {
        @Override
        protected boolean isCopy(long sent, long newestSent, long ttlMillis) {
            return false;
        }
    }),
    A_SECOND_REPORT_IN_ONE_SECOND_TAKEN_FOR_NEWS("I2", world -> new ObservedRedis(world) {
        @Override
        protected boolean isCopy(long sent, long newestSent, long ttlMillis) {
            return sent != newestSent && super.isCopy(sent, newestSent, ttlMillis);
        }
    }),
    ANSWERS_TO_COPIES_KNOWN_TO_THE_REPORT_THEY_COPY("I2", world -> new ObservedRedis(world) {
        @Override
        protected long knownToTheReport(long before, long told) {
            return told;
        }
    }),
    GAP_ONLY_NOTICED_BY_SWEEPS("I7", world -> new ObservedRedis(world) {
        @Override
        protected long resumedAtClaim() {
            return resumed();
        }

        @Override
        protected boolean isUninterrupted(Claimed claimed) {
            return true;
        }
    }),
    GAP_BETWEEN_CLAIM_AND_COMMIT_UNNOTICED("I7", world -> new ObservedRedis(world) {
        @Override
        protected boolean isUninterrupted(Claimed claimed) {
            return true;
        }
    }),
    AFTER_A_LOSS_ANSWERED_FROM_WHAT_IS_STORED("I2 I3 I7", world -> new ObservedRedis(world) {
        @Override
        protected boolean isSettled(MemoryGroup group) {
            return true;
        }
    }),
    REBUILD_CONFIRMS_WHAT_WAS_NOT_REPORTED("I2", world -> new ObservedRedis(world) {
        @Override
        protected ShardSet confirmable(Heartbeat beat, ShardSet granted) {
            return granted;
        }
    }),
    FREE_SHARDS_GRANTED_BEFORE_ALL_HAVE_REPORTED("I2", world -> new ObservedRedis(world) {
        @Override
        public Claimed claim(GroupId id, double claimMillis) {
            Claimed read = super.claim(id, claimMillis);
            boolean early = read != null
                    && read.group().isRebuilding()
                    && read.nowMillis() < read.resumedMillis() + read.group().ttlMillis();
            return early ? new Claimed(read.nowMillis(), read.token(), 0, read.group()) : read; // expires nobody
        }
    }),
    FORGOTTEN_MEMBERS_REFUSED("I2", world -> new ObservedRedis(world) {
        @Override
        protected boolean isRefused(Heartbeat beat) {
            return beat.hasShards();
        }
    }),
    EPOCH_BY_THE_CLOCK_ALONE_AFTER_A_LOSS("I3", world -> new ObservedRedis(world) {
        @Override
        protected long rebuildFloor() {
            return 0;
        }
    }),
    SHARDS_OF_THE_DEAD_AND_PARKED_ONES_DO_NOT_REST("I2 Poison", world -> new ObservedRedis(world) {
        @Override
        protected Map<ShardId, Long> fenced(Plan plan) {
            return Map.of();
        }
    }),
    CHECKPOINTS_SAVED_AT_ANY_EPOCH("I9", world -> new ObservedRedis(world) {
        @Override
        WriteOutcome save(Map<ShardId, String> values, MemberId member, OptionalLong epoch) {
            boolean forced = epoch.isEmpty() || group(World.GROUP) == null;
            return super.save(
                    values,
                    member,
                    forced ? epoch : OptionalLong.of(group(World.GROUP).epoch()));
        }
    }),
    CHECKPOINTS_GO_WITH_A_MEMBER("I9", world -> new ObservedRedis(world) {
        @Override
        public long commit(GroupId id, Claimed claimed, Plan plan) {
            long epoch = super.commit(id, claimed, plan);
            if (epoch != 0) {
                plan.expired().forEach(dead -> checkpoints().values().removeIf(value -> value.startsWith(dead + "#")));
            }
            return epoch;
        }
    }),
    CHILDREN_DO_NOT_WAIT("Order", world -> new ObservedRedis(world) {
        @Override
        public void catalog(GroupShards shards) {
            super.catalog(world.catalog() == null ? shards : world.catalog().everything());
        }
    }),
    SHARDS_OF_THE_DEAD_REST_FOR_A_TICK("Fence", world -> new ObservedRedis(world) {
        @Override
        protected Map<ShardId, Long> fenced(Plan plan) {
            Map<ShardId, Long> fences = new HashMap<>(plan.fences());
            if (world.scenario().isFencedByInterval() && world.scenario().poison() == PoisonGuard.OFF) {
                fences.replaceAll((shard, until) -> Math.min(until, now() + 200));
            }
            return fences;
        }
    }),
    SHARDS_OF_THE_DEAD_REST_WITHOUT_THE_REPEATS_OF_A_HEARTBEAT("Fence", world -> new ObservedRedis(world) {
        @Override
        public BeatReply renewLease(Heartbeat beat, FenceMargin defaultMargin) {
            Sender once = new Sender("", ClientFamily.SLS_GO);
            return super.renewLease(
                    new Heartbeat(
                            beat.group(),
                            beat.member(),
                            beat.report(),
                            beat.hasShards(),
                            beat.stranger(),
                            beat.sentAtSeconds(),
                            once),
                    defaultMargin);
        }
    }),
    RELEASED_SHARDS_DO_NOT_REST("I2", world -> new ObservedRedis(world) {
        @Override
        public long commit(GroupId id, Claimed claimed, Plan plan) {
            return super.commit(id, claimed, restedLongAgo(plan));
        }
    }),
    STEADY_HEARTBEATS_THAT_DO_NOT_LOOK_AT_THE_GROUP("I2 I3 I4 I5 I8 I10", world -> new ObservedRedis(world) {
        @Override
        protected boolean isCurrent(GroupId id, Stamp stamp) {
            return true;
        }
    }),
    VIEWS_THAT_OUTLIVE_THEIR_CONNECTION("I2 I3", world -> new ObservedRedis(world) {
        @Override
        boolean outlivesItsConnection() {
            return true;
        }

        @Override
        protected boolean isCurrent(GroupId id, Stamp stamp) {
            return super.isCurrent(id, stamp)
                    || !stamp.incarnation().equals(group(id).incarnation());
        }
    }),
    HAND_OVERS_WITHOUT_THE_SCRIPT("I4 I10", world -> new ObservedRedis(world) {
        @Override
        protected boolean isSteady(char flag) {
            return true;
        }
    }),
    BRAKE_THAT_NO_COMMIT_WRITES("I4 I10", world -> new ObservedRedis(world) {
        @Override
        protected Watch remembered(Watch before, Plan plan) {
            return before;
        }
    }),
    BRAKE_THAT_LETS_GO_AT_THE_NEXT_PASS("Brake", world -> new ObservedRedis(world) {
        @Override
        protected Watch remembered(Watch before, Plan plan) {
            Watch after = super.remembered(before, plan);
            ExpiryWindow window = after.expiries();
            long until = Math.min(1, window.heldUntilMillis());
            return new Watch(
                    new ExpiryWindow(window.sinceMillis(), window.members(), window.expired(), until), after.deaths());
        }
    });

    /** The invariants that may be the first to break. */
    final String breaks;

    final RedisMaker redis;

    PlantedFault(String breaks, RedisMaker redis) {
        this.breaks = breaks;
        this.redis = redis;
    }

    private static Plan restedLongAgo(Plan plan) {
        return new Plan(
                plan.changes().stream().map(PlantedFault::restedLongAgo).toList(),
                plan.grants(),
                plan.watch(),
                plan.nextDueMillis().isPresent() ? OptionalLong.of(0) : plan.nextDueMillis(),
                plan.more());
    }

    private static Change restedLongAgo(Change change) {
        return change instanceof Transition step && step.after() instanceof ShardState.InFlight inFlight
                ? new Transition(
                        step.shard(), step.before(), ShardState.of(restedLongAgo(inFlight.handOver())), step.cause())
                : change;
    }

    private static HandOver restedLongAgo(HandOver is) {
        long released = Math.min(1, is.releasedMillis());
        return new HandOver(
                is.shard(), is.holder(), is.next(), is.sinceEpoch(), is.sinceMillis(), is.stuck(), released);
    }
}
