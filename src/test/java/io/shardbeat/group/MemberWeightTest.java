package io.shardbeat.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.group.safeguard.SafeguardState;
import io.shardbeat.group.wish.WeightRule;
import io.shardbeat.group.wish.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which share a member has, compared with others. */
class MemberWeightTest {
    private static final MemberId BIG = new MemberId("big-1");

    @Test
    void theFirstRuleThatMatchesTheNameCounts() {
        GroupSnapshot group = group(new WeightRule("small-*", 2), new WeightRule("big-*", 3), new WeightRule("*", 4));
        assertThat(group.weight(BIG)).isEqualTo(3);
        assertThat(group.weight(new MemberId("other"))).isEqualTo(4);
    }

    @Test
    void whatWasSaidOfTheMemberItselfCountsBeforeAnyRule() {
        GroupSnapshot group = group(new WeightRule("big-*", 3)).wishing(Wishes.of(Map.of(BIG, 5), Map.of(), Set.of()));
        assertThat(group.weight(BIG)).isEqualTo(5);
    }

    @Test
    void aMemberThatNothingWasSaidOfHasOneShare() {
        assertThat(group(new WeightRule("small-*", 2)).weight(BIG)).isEqualTo(1);
        assertThat(group().weight(BIG)).isEqualTo(1);
    }

    private static GroupSnapshot group(WeightRule... rules) {
        return new GroupSnapshot(
                new GroupId(new Namespace("sls", "shop"), "clicks", "billing"),
                new GroupSettings(20, false, List.of("clicks"), new GroupOverrides(null, null, null, List.of(rules))),
                new GroupPolicy(Duration.ofSeconds(20), Duration.ZERO, Duration.ZERO),
                7,
                Instant.ofEpochMilli(1_000_000),
                null,
                null,
                List.of(),
                List.of(),
                Map.of(),
                SafeguardState.NONE,
                ShardSet.of("clicks"));
    }
}
