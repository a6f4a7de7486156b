package io.shardbeat.simulation;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Sender;
import io.shardbeat.coordinator.checkpoint.CheckpointStore.WriteOutcome;
import io.shardbeat.group.ClientFamily;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupShards;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Lease;
import io.shardbeat.group.PoisonGuard;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.safeguard.ExpiryWindow;
import io.shardbeat.group.safeguard.SafeguardState;
import io.shardbeat.group.shard.Change;
import io.shardbeat.group.shard.ShardState;
import io.shardbeat.group.shard.Transition;
import io.shardbeat.group.wish.Wishes;
import io.shardbeat.simulation.Simulation.RedisMaker;
import io.shardbeat.testkit.memory.MemoryGroup;
import io.shardbeat.testkit.memory.MemoryHeartbeats.Changes;
import io.shardbeat.testkit.memory.MemoryHeartbeats.Stamp;
import io.shardbeat.testkit.memory.MemoryKeyspace;
import io.shardbeat.testkit.memory.MemoryPasses;
import io.shardbeat.testkit.memory.MemoryPasses.Claimed;
import io.shardbeat.testkit.memory.StoreRules;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Stores that break one rule each: what a simulation is worth shows in whether it notices. */
enum PlantedFault {
    RELEASE_JUDGED_BY_A_REPORT_OLDER_THAN_THE_HAND_OVER("I2", rules(store -> new StoreRules(store) {
        @Override
        protected Lease lease(ShardSet report, long answered, long before) {
            return new Lease(report, answered, Long.MAX_VALUE);
        }
    })),
    GRANT_BEFORE_RELEASE("I2", rules(store -> new StoreRules(store) {
        @Override
        protected Lease lease(ShardSet report, long answered, long before) {
            return new Lease(ShardSet.EMPTY.withTopics(report.topics()), answered, Long.MAX_VALUE);
        }
    })),
    EXPIRY_WITHOUT_LOOKING_AGAIN_AT_COMMIT("I7", rules(store -> new StoreRules(store) {
        @Override
        protected boolean isAlive(GroupId id, MemberId member) {
            return false;
        }
    })),
    COMMIT_WITHOUT_EPOCH_CHECK("I1 I2 I8", rules(store -> new StoreRules(store) {
        @Override
        public boolean isAtEpoch(MemoryGroup group, long epochRead) {
            return true;
        }
    })),
    DELAYED_COPIES_TAKEN_FOR_NEWS("I2", rules(store -> new StoreRules(store) {
        @Override
        protected boolean isCopy(long sent, long newestSent, long ttlMillis) {
            return false;
        }
    })),
    A_SECOND_REPORT_IN_ONE_SECOND_TAKEN_FOR_NEWS("I2", rules(store -> new StoreRules(store) {
        @Override
        protected boolean isCopy(long sent, long newestSent, long ttlMillis) {
            return sent != newestSent && super.isCopy(sent, newestSent, ttlMillis);
        }
    })),
    ANSWERS_TO_COPIES_KNOWN_TO_THE_REPORT_THEY_COPY("I2", rules(store -> new StoreRules(store) {
        @Override
        protected long knownToTheReport(long before, long told) {
            return told;
        }
    })),
    GAP_ONLY_NOTICED_BY_SWEEPS("I7", rules(store -> new StoreRules(store) {
        @Override
        protected long resumedAtClaim() {
            return store.resumed();
        }

        @Override
        protected boolean isUninterrupted(Claimed claimed) {
            return true;
        }
    })),
    GAP_BETWEEN_CLAIM_AND_COMMIT_UNNOTICED("I7", rules(store -> new StoreRules(store) {
        @Override
        protected boolean isUninterrupted(Claimed claimed) {
            return true;
        }
    })),
    AFTER_A_LOSS_ANSWERED_FROM_WHAT_IS_STORED("I2 I3 I7", rules(store -> new StoreRules(store) {
        @Override
        public boolean isSettled(MemoryGroup group) {
            return true;
        }
    })),
    REBUILD_CONFIRMS_WHAT_WAS_NOT_REPORTED("I2 Poison", rules(store -> new StoreRules(store) {
        @Override
        protected ShardSet confirmable(Heartbeat beat, ShardSet granted) {
            return granted;
        }
    })),
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
    FORGOTTEN_MEMBERS_REFUSED("I2", rules(store -> new StoreRules(store) {
        @Override
        protected boolean isRefused(Heartbeat beat) {
            return beat.hasShards();
        }
    })),
    EPOCH_BY_THE_CLOCK_ALONE_AFTER_A_LOSS("I3", rules(store -> new StoreRules(store) {
        @Override
        protected long rebuildFloor() {
            return 0;
        }
    })),
    SHARDS_OF_THE_DEAD_AND_PARKED_ONES_DO_NOT_REST("I2 Poison", rules(store -> new StoreRules(store) {
        @Override
        protected Map<ShardId, Instant> fenced(Plan plan) {
            return Map.of();
        }
    })),
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
    SHARDS_OF_THE_DEAD_REST_FOR_A_TICK(
            "Fence Evict",
            world -> new ObservedRedis(world, store -> new StoreRules(store) {
                @Override
                protected Map<ShardId, Instant> fenced(Plan plan) {
                    Map<ShardId, Instant> fences = new HashMap<>(plan.fences());
                    if (world.scenario().isFencedByInterval()
                            && world.scenario().poison() == PoisonGuard.OFF) {
                        Instant soon = Instant.ofEpochMilli(store.now() + 200);
                        fences.replaceAll((shard, until) -> until.isBefore(soon) ? until : soon);
                    }
                    return fences;
                }
            })),
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
    STEADY_HEARTBEATS_THAT_DO_NOT_LOOK_AT_THE_GROUP("I2 I3 I4 I5 I8 I10", rules(store -> new StoreRules(store) {
        @Override
        protected boolean isCurrent(GroupId id, Stamp stamp) {
            return true;
        }
    })),
    LOOKS_THAT_LAST_FOR_EVER("I2 I3 I4 I5 I8 I10", rules(store -> new StoreRules(store) {
        @Override
        protected boolean lasts(long ageMillis, long limitMillis) {
            return true;
        }
    })),
    CHANGES_NOT_COUNTED("I2 I3 I4 I5 I8 I10", rules(store -> new StoreRules(store) {
        @Override
        protected void count() {
            // Not.
        }
    })),
    COUNTS_NOT_COMPARED("I2 I3 I4 I5 I8 I10", rules(store -> new StoreRules(store) {
        @Override
        protected boolean isUnchanged(Changes read, Changes now) {
            return true;
        }
    })),
    COUNTS_READ_AFTER_THE_GROUP("I2 I3 I4 I5 I8 I10", rules(store -> new StoreRules(store) {
        @Override
        protected boolean isCountReadFirst() {
            return false;
        }
    })),
    ANSWERS_OF_LATER_EPOCHS_NOT_SEEN("I2 I3", rules(store -> new StoreRules(store) {
        @Override
        protected boolean isToldLater(long answered, long viewed) {
            return false;
        }

        /** So that there is much to see. */
        @Override
        protected boolean lasts(long ageMillis, long limitMillis) {
            return super.lasts(ageMillis, 8 * limitMillis);
        }
    })),
    VIEWS_THAT_OUTLIVE_THEIR_CONNECTION("I2 I3", world -> new ObservedRedis(world, WhateverTheServer::new) {
        @Override
        boolean outlivesItsConnection() {
            return true;
        }
    }),
    HAND_OVERS_WITHOUT_THE_SCRIPT("I4 I10", rules(store -> new StoreRules(store) {
        @Override
        protected boolean isSteady(char flag) {
            return true;
        }
    })),
    SHARDS_OF_THE_EVICTED_DO_NOT_REST("Evict Fence", rules(store -> new StoreRules(store) {
        @Override
        protected Map<ShardId, Instant> fenced(Plan plan) {
            return plan.departed().isEmpty() ? plan.fences() : Map.of();
        }
    })),
    HEARTBEATS_BEFORE_AN_EVICTION_NOT_LOOKED_FOR(
            "Evict Leave Fence",
            rules(store -> new StoreRules(store) {
                @Override
                protected boolean wasHeardOf(GroupId id, MemberId member, Claimed claimed) {
                    return false;
                }
            }),
            EnumSet.of(Fault.OPERATOR_COMMANDS)),
    DRAINED_MEMBERS_NOT_WAITED_FOR("I2", rules(store -> new StoreRules(store) {
        @Override
        protected Lease lease(ShardSet report, long answered, long before) {
            MemoryGroup group = store.group(World.GROUP);
            return group == null || group.wishes().drains().isEmpty()
                    ? super.lease(report, answered, before)
                    : new Lease(ShardSet.EMPTY.withTopics(report.topics()), answered, Long.MAX_VALUE);
        }
    })),
    PAUSED_GROUPS_IN_WHICH_THE_SHARDS_OF_THE_DEAD_ARE_GRANTED("Pause", world -> new ObservedRedis(world) {
        @Override
        public Claimed claim(GroupId id, double claimMillis) {
            return wishing(super.claim(id, claimMillis), wishes -> wishes.withPause(null));
        }
    }),
    PARKED_SHARDS_THAT_ARE_GRANTED("Park", world -> new ObservedRedis(world) {
        @Override
        public Claimed claim(GroupId id, double claimMillis) {
            return wishing(super.claim(id, claimMillis), wishes -> {
                Wishes left = wishes;
                for (ShardId shard : wishes.parks().keySet()) {
                    left = left.withPark(shard, null);
                }
                return left;
            });
        }
    }),
    BRAKE_THAT_NO_COMMIT_WRITES("I4 I10", rules(store -> new StoreRules(store) {
        @Override
        protected SafeguardState remembered(SafeguardState before, Plan plan) {
            return before;
        }
    })),
    BRAKE_THAT_LETS_GO_AT_THE_NEXT_PASS("SelfPreservation", rules(store -> new StoreRules(store) {
        @Override
        protected SafeguardState remembered(SafeguardState before, Plan plan) {
            SafeguardState after = super.remembered(before, plan);
            ExpiryWindow window = after.expiries();
            Instant until = window.isHeld() ? LONG_AGO : null;
            return new SafeguardState(
                    new ExpiryWindow(window.since(), window.members(), window.expired(), until), after.deaths());
        }
    }));

    private static final Instant LONG_AGO = Instant.ofEpochMilli(1);

    /** The invariants that may be the first to break. */
    final String breaks;

    final RedisMaker redis;

    /** What else goes wrong meanwhile: where most scenarios have no occasion for the fault, only what gives it one. */
    final Set<Fault> faults;

    PlantedFault(String breaks, RedisMaker redis) {
        this(breaks, redis, Fault.PROMISED);
    }

    PlantedFault(String breaks, RedisMaker redis, Set<Fault> faults) {
        this.breaks = breaks;
        this.redis = redis;
        this.faults = faults;
    }

    /** With a rule that does not hold. */
    private static RedisMaker rules(Function<MemoryKeyspace, StoreRules> broken) {
        return world -> new ObservedRedis(world, broken);
    }

    /** A pass that reads something else than what is wanted. */
    private static MemoryPasses.Claimed wishing(MemoryPasses.Claimed read, UnaryOperator<Wishes> other) {
        return read == null ? null : read.wishing(other);
    }

    private static Plan restedLongAgo(Plan plan) {
        return new Plan(
                plan.changes().stream().map(PlantedFault::restedLongAgo).toList(),
                plan.grants(),
                plan.watch(),
                plan.wishes(),
                plan.nextDue().map(due -> Instant.EPOCH),
                plan.more());
    }

    private static Change restedLongAgo(Change change) {
        return change instanceof Transition step && step.after() instanceof ShardState.InFlight inFlight
                ? new Transition(
                        step.shard(), step.before(), ShardState.of(restedLongAgo(inFlight.handOver())), step.cause())
                : change;
    }

    private static HandOver restedLongAgo(HandOver is) {
        Instant released = is.isReleased() ? LONG_AGO : null;
        return new HandOver(is.shard(), is.holder(), is.next(), is.sinceEpoch(), is.since(), is.stuck(), released);
    }

    /** A connection to another server is taken for the same. */
    private static final class WhateverTheServer extends StoreRules {
        WhateverTheServer(MemoryKeyspace store) {
            super(store);
        }

        @Override
        protected boolean isCurrent(GroupId id, Stamp stamp) {
            MemoryGroup group = store.group(id);
            return super.isCurrent(id, stamp)
                    || group != null && !stamp.incarnation().equals(group.incarnation());
        }
    }
}
