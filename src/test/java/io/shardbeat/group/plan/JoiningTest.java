package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.Fixture.EPOCH;
import static io.shardbeat.group.plan.Fixture.NOW;
import static io.shardbeat.group.plan.Fixture.TOPIC;
import static io.shardbeat.group.plan.Fixture.granted;
import static io.shardbeat.group.plan.Fixture.kinds;
import static io.shardbeat.group.plan.Fixture.set;
import static io.shardbeat.group.plan.Fixture.shard;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.group.Grant;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import io.shardbeat.group.shard.Decision.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Newcomers, subscriptions, and a catalog that changes. */
class JoiningTest {
    @Test
    void theFirstMemberGetsEverything() {
        // given
        Fixture group = new Fixture().shards(3).joined("a");

        // when
        Plan plan = group.plan();

        // then
        assertThat(granted(plan, "a")).isEqualTo(set(0, 1, 2));
        assertThat(kinds(plan)).containsExactly(Kind.GRANTED, Kind.GRANTED, Kind.GRANTED, Kind.MEMBER_JOINED);
    }

    @Test
    void aNewcomerIsNoLongerPendingAfterItsPassEvenIfItGetsNothing() {
        // given
        Fixture group = new Fixture().shards(1).alive("a", 0).joined("b");

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.grants()).containsOnlyKeys(new MemberId("b"));
        assertThat(granted(plan, "b")).isEqualTo(ShardSet.of(TOPIC));
    }

    @Test
    void aPendingMemberWhoseLeaseIsGoneIsExpiredLikeAnyOther() {
        // given
        Fixture group =
                new Fixture().shards(1).alive("a", 0).add(new Member(new MemberId("b"), Grant.NOTHING, true, null));

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.expired()).containsExactly(new MemberId("b"));
        assertThat(plan.grants()).isEmpty();
    }

    @Test
    void aGroupWithoutGrantsWaitsForMoreMembersAndIsDueWhenThatEnds() {
        // given
        Fixture group = new Fixture().shards(3).joined("a").initialDelay(Duration.ofSeconds(3), NOW.minusMillis(1_000));

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.changesNothing()).isTrue();
        assertThat(plan.nextDue()).hasValue(NOW.plusMillis(2_000));
    }

    @Test
    void theWaitForMoreMembersEndsOnTime() {
        // given
        Fixture group = new Fixture().shards(3).joined("a").initialDelay(Duration.ofSeconds(3), NOW.minusMillis(3_000));

        // when
        Plan plan = group.plan();

        // then
        assertThat(granted(plan, "a")).isEqualTo(set(0, 1, 2));
    }

    @Test
    void aGroupThatHasGrantsDoesNotWaitForMoreMembers() {
        // given
        Fixture group = new Fixture()
                .shards(2)
                .alive("a", 0, 1)
                .joined("b")
                .initialDelay(Duration.ofSeconds(3), NOW.minusMillis(1_000));

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.handOvers()).hasSize(1);
    }

    @Test
    void aMemberOnlyGetsShardsOfTopicsItReports() {
        // given
        Fixture group = new Fixture()
                .catalog(new ShardSet.Builder()
                        .addAll(TOPIC, 0, 1)
                        .addAll("views", 0, 1)
                        .build())
                .member("a", ShardSet.EMPTY, new Lease(ShardSet.of("views"), EPOCH, 0))
                .member("b", ShardSet.EMPTY, new Lease(ShardSet.of(TOPIC), EPOCH, 0));

        // when
        Plan plan = group.plan();

        // then
        assertThat(granted(plan, "a").numbers("views")).containsExactly(0, 1);
        assertThat(granted(plan, "a").numbers(TOPIC)).isEmpty();
        assertThat(granted(plan, "b").numbers(TOPIC)).containsExactly(0, 1);
    }

    @Test
    void aGrantNamesTheTopicsOfTheGroupAndOfTheReportWithOrWithoutShards() {
        // given
        Fixture group = new Fixture().shards(0).member("a", ShardSet.EMPTY, new Lease(ShardSet.of("views"), EPOCH, 0));

        // when
        Plan plan = group.plan();

        // then
        assertThat(granted(plan, "a").topics()).containsExactly(TOPIC, "views");
        assertThat(granted(plan, "a").hasNoShards()).isTrue();
    }

    @Test
    void aMemberThatNamesNoTopicSubscribesToThoseOfTheGroup() {
        // given
        Fixture group = new Fixture().shards(2).member("a", ShardSet.EMPTY, new Lease(ShardSet.EMPTY, EPOCH, 0));

        // when
        Plan plan = group.plan();

        // then
        assertThat(granted(plan, "a")).isEqualTo(set(0, 1));
    }

    @Test
    void aTopicNobodySubscribesToIsHeldByNobody() {
        // given
        Fixture group = new Fixture().catalog(ShardSet.of("views", 0, 1)).alive("a");

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.changesNothing()).isTrue();
    }

    @Test
    void aNewShardIsGrantedAtOnce() {
        // given
        Fixture group = new Fixture().shards(3).alive("a", 0).alive("b", 1);

        // when
        Plan plan = group.plan();

        // then
        assertThat(plan.handOvers()).isEmpty();
        assertThat(kinds(plan)).containsExactly(Kind.GRANTED);
    }

    @Test
    void aShardThatLeftTheCatalogLeavesTheGrant() {
        // given
        Fixture group = new Fixture().shards(1).alive("a", 0, 1);

        // when
        Plan plan = group.plan();

        // then
        assertThat(granted(plan, "a")).isEqualTo(set(0));
        assertThat(kinds(plan)).containsExactly(Kind.SHARD_REMOVED);
        assertThat(plan.handOvers())
                .as("it may still be worked on")
                .singleElement()
                .satisfies(handOver -> {
                    assertThat(handOver.shard()).isEqualTo(shard(1));
                    assertThat(handOver.next()).isNull();
                });
    }

    @Test
    void theHandOverOfAShardThatLeftTheCatalogEndsWithItsRelease() {
        // given
        Fixture holding = new Fixture()
                .shards(1)
                .handOver(1, "a", "b", EPOCH)
                .member("a", set(0), new Lease(set(0, 1), EPOCH, EPOCH))
                .alive("b");
        Fixture released = new Fixture()
                .shards(1)
                .handOver(1, "a", "b", EPOCH)
                .member("a", set(0), new Lease(set(0), EPOCH, EPOCH))
                .alive("b");

        // then
        assertThat(holding.plan().endedHandOvers()).isEmpty();
        assertThat(holding.plan().handOvers())
                .as("b is not to have it any more")
                .singleElement()
                .satisfies(handOver -> assertThat(handOver.next()).isNull());
        assertThat(released.plan().endedHandOvers()).containsExactly(shard(1));
        assertThat(released.plan().handOvers()).isEmpty();
    }

    @Test
    void anEmptyGroupHasNothingToDo() {
        // when
        Plan plan = new Fixture().shards(3).plan();

        // then
        assertThat(plan.changesNothing()).isTrue();
        assertThat(plan.nextDue()).isEmpty();
    }
}
