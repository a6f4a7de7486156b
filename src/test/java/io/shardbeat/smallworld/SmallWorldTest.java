package io.shardbeat.smallworld;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.Lease;
import io.shardbeat.smallworld.Rules.Store;
import io.shardbeat.testkit.memory.MemoryGroup;
import io.shardbeat.testkit.memory.MemoryKeyspace;
import io.shardbeat.testkit.memory.MemoryRedis;
import io.shardbeat.testkit.memory.StoreRules;
import io.shardbeat.testkit.memory.TextShardSetCodec;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code -Dsmallworld.depth=8} looks further, and says how many states that were. */
@Tag("long")
class SmallWorldTest {
    private static final int DEPTH = Integer.getInteger("smallworld.depth", 7);
    /** What the faults below take at the most. */
    private static final int FAULT_DEPTH = 9;

    /** A rule of the store that is broken, and what must show it first. */
    enum Fault {
        COMMIT_WITHOUT_EPOCH_CHECK("I1 I2", rules(store -> new StoreRules(store) {
            @Override
            public boolean isAtEpoch(MemoryGroup group, long epochRead) {
                return true;
            }
        })),
        EXPIRY_WITHOUT_LOOKING_AGAIN_AT_COMMIT("I7", rules(store -> new StoreRules(store) {
            @Override
            protected boolean isAlive(GroupId id, MemberId member) {
                return false;
            }
        })),
        GRANT_BEFORE_RELEASE("I2", rules(store -> new StoreRules(store) {
            @Override
            protected Lease lease(ShardSet report, long answered, long before) {
                return new Lease(ShardSet.EMPTY.withTopics(report.topics()), answered, Long.MAX_VALUE);
            }
        })),
        DELAYED_COPIES_TAKEN_FOR_NEWS("I2", rules(store -> new StoreRules(store) {
            @Override
            protected boolean isCopy(long sent, long newestSent, long ttlMillis) {
                return false;
            }
        }));

        final String breaks;
        final Store store;

        Fault(String breaks, Store store) {
            this.breaks = breaks;
            this.store = store;
        }

        private static Store rules(Function<MemoryKeyspace, StoreRules> broken) {
            return clock -> new MemoryRedis(clock, new TextShardSetCodec("sls"), broken);
        }
    }

    @Test
    void everyInterleavingKeepsThePromises() {
        Exploration exploration =
                new Exploration(new Rules(clock -> new MemoryRedis(clock, new TextShardSetCodec("sls"))));

        assertThat(exploration.explore(DEPTH)).isEmpty();

        System.out.printf("small world: %,d states in up to %d steps%n", exploration.states(), DEPTH);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aBrokenRuleIsFoundByAShortestTrace(Fault fault) {
        String found =
                new Exploration(new Rules(fault.store)).explore(FAULT_DEPTH).orElse("nothing");

        System.out.println(fault + ": " + found);
        assertThat(fault.breaks.split(" ")).as(found).contains(found.substring(0, found.indexOf(':')));
    }
}
