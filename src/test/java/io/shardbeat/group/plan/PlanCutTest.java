package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.AfterLoss.REBUILD;
import static io.shardbeat.group.plan.AfterLoss.atEnd;
import static io.shardbeat.group.plan.AfterLoss.during;
import static io.shardbeat.group.plan.AfterLoss.heard;
import static io.shardbeat.group.plan.AfterLoss.heardTwice;
import static io.shardbeat.group.plan.Fixture.EPOCH;
import static io.shardbeat.group.plan.Fixture.NOW;
import static io.shardbeat.group.plan.Fixture.granted;
import static io.shardbeat.group.plan.Fixture.kinds;
import static io.shardbeat.group.plan.Fixture.set;
import static io.shardbeat.group.plan.Fixture.shard;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.group.Grant;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import io.shardbeat.group.safeguard.ExpiryWindow;
import io.shardbeat.group.safeguard.SafeguardState;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.shard.Decision.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a plan that is too big for one commit is cut. */
class PlanCutTest {
    private static final MemberId A = new MemberId("a");
    private static final MemberId B = new MemberId("b");
    private static final MemberId C = new MemberId("c");
    private static final MemberId D = new MemberId("d");

    @Test
    void aPlanThatJustFitsIsNotCut() {
        assertThat(cut(new Fixture().joined("a").joined("b"), 2)).hasSize(1).noneMatch(Plan::more);
        assertThat(cut(new Fixture().silent("a").alive("b"), 2)).hasSize(1).noneMatch(Plan::more);
    }

    @Test
    void allButTheLastPartSayThatThereIsMore() {
        // when
        List<Plan> parts = cut(newcomers().shards(12), 1);

        // then
        assertThat(parts).extracting(Plan::more).containsExactly(true, true, true, false);
        assertThat(parts).extracting(part -> part.grants().firstKey()).containsExactly(A, B, C, D);
    }

    @Test
    void aMemberIsOneWriteHoweverManyFreeShardsItGets() {
        // given: three shards for each newcomer
        List<Plan> parts = cut(newcomers().shards(12), 2);

        // then
        assertThat(parts.get(0).grants())
                .containsOnlyKeys(A, B)
                .allSatisfy((member, grant) -> assertThat(grant.shards().size()).isEqualTo(3));
        assertThat(parts.get(0).decisions()).hasSize(8).extracting(Decision::to).containsOnly(A, B);
        assertThat(parts.get(1).grants()).containsOnlyKeys(C, D);
        assertThat(parts.get(1).decisions()).hasSize(8).extracting(Decision::to).containsOnly(C, D);
    }

    @Test
    void eachHandOverIsAnother() {
        // given: five shards are meant for b
        List<Plan> parts = cut(
                new Fixture()
                        .shards(10)
                        .alive("a", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
                        .alive("b"),
                3);

        // then
        assertThat(parts.get(0).handOvers()).hasSize(3);
        assertThat(granted(parts.get(0), "a").size()).isEqualTo(7);
        assertThat(parts.get(1).handOvers()).hasSize(2);
    }

    @Test
    void whatTheBrakeDecidedComesFirst() {
        // given
        SafeguardState held = new SafeguardState(new ExpiryWindow(NOW.minusMillis(20_000), 20, 11, NOW));

        // when
        List<Plan> parts = cut(newcomers().shards(4).watch(held), 2);

        // then
        assertThat(kinds(parts.get(0))).startsWith(Kind.EXPIRY_RESUMED);
        assertThat(parts.get(0).watch()).isNotNull();
        assertThat(kinds(parts.get(1))).doesNotContain(Kind.EXPIRY_RESUMED);
        assertThat(parts.get(1).watch()).isNull();
    }

    @Test
    void aShardThatGoesFromGrantToGrantIsCutOutOfBothAtOnce() {
        // given
        Fixture group = during().shards(2).member("a", set(0, 1), heardTwice(0)).member("b", set(), heard(1));

        // when
        Plan part = cut(group, 1).get(0);

        // then
        assertThat(granted(part, "a")).isEqualTo(set(0));
        assertThat(granted(part, "b")).isEqualTo(set(1));
    }

    @Test
    void soIsOneWhoseOldHolderComesLaterInTheOrderOfNames() {
        // given
        Fixture group = during().shards(2).member("a", set(), heard(1)).member("b", set(0, 1), heardTwice(0));

        // when
        Plan part = cut(group, 1).get(0);

        // then
        assertThat(granted(part, "a")).isEqualTo(set(1));
        assertThat(granted(part, "b")).isEqualTo(set(0));
    }

    @Test
    void aRebuildIsOverWithTheLastPartOfWhatEndsIt() {
        // given: each of six has taken up a shard that was nobody's
        Fixture group = atEnd().shards(12);
        for (int member = 0; member < 6; member++) {
            group.member("m" + member, set(member), heard(member, member + 6));
        }

        // when
        List<Plan> parts = cut(group, 5);

        // then
        assertThat(parts.get(0).grants()).hasSize(5);
        assertThat(parts.get(0).endsRebuild()).isFalse();
        assertThat(parts.get(1).grants()).hasSize(1);
        assertThat(parts.get(1).endsRebuild()).isTrue();
    }

    @Test
    void handOversOfWhichNoGrantSaysAnythingNewComeAfterTheGrantsAndBeforeFences() {
        // given: d hands one over, and nobody is to have what a is still asked for
        Fixture group = new Fixture()
                .shards(2)
                .handOver(5, "a", "b", EPOCH - 100)
                .handOver(6, "a", "b", EPOCH - 100)
                .handOver(7, "a", "b", EPOCH - 100)
                .member("a", set(), new Lease(set(5, 6, 7), EPOCH, EPOCH))
                .alive("b")
                .alive("d", 0, 1)
                .fence(9, NOW);

        // when
        List<Plan> parts = cut(group, 3);

        // then
        assertThat(parts.get(0).grants()).containsOnlyKeys(D);
        assertThat(parts.get(0).handOvers()).hasSize(2);
        assertThat(parts.get(0).endedFences()).isEmpty();
        assertThat(parts.get(1).handOvers()).hasSize(2);
        assertThat(parts.get(1).endedFences()).containsExactly(shard(9));
    }

    @Test
    void grantsThatOnlyNoLongerHaveToBeConfirmedAreTakenToo() {
        // given
        Fixture group = new Fixture().shards(4);
        for (int member = 0; member < 4; member++) {
            group.add(new Member(
                    new MemberId("m" + member), new Grant(set(member), false, REBUILD), false, heard(member)));
        }

        // when
        List<Plan> parts = cut(group, 3);

        // then
        assertThat(parts.get(0).grants()).hasSize(3);
        assertThat(parts.get(1).grants()).hasSize(1);
    }

    @Test
    void whoIsAskedForAShardThatItDoesNotHaveIsMarkedAtOnce() {
        // given: shard 2 is meant for b, but two report it
        Fixture group = new Fixture()
                .shards(3)
                .member("a", set(0), new Lease(set(0, 2), EPOCH, 0))
                .alive("b")
                .member("c", set(1), new Lease(set(1, 2), EPOCH, 0))
                .fence(9, NOW);

        // when
        Plan part = cut(group, 1).get(0);

        // then
        assertThat(part.more()).isTrue();
        assertThat(part.handOvers()).extracting(HandOver::holder).containsExactly(A);
        assertThat(part.grants()).containsOnlyKeys(A).containsValue(new Grant(set(0), true));
    }

    private static Fixture newcomers() {
        return new Fixture().joined("a").joined("b").joined("c").joined("d");
    }

    private static List<Plan> cut(Fixture group, int writes) {
        return new Planner(new StickyBalancedAssignor(), writes).parts(group.snapshot());
    }
}
