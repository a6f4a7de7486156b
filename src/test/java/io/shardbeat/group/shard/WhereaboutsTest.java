package io.shardbeat.group.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.shard.Decision.Kind;
import io.shardbeat.group.shard.ShardState.Free;
import io.shardbeat.group.shard.ShardState.HandingOver;
import io.shardbeat.group.shard.ShardState.Held;
import io.shardbeat.group.shard.ShardState.InFlight;
import io.shardbeat.group.shard.ShardState.Owned;
import io.shardbeat.group.shard.ShardState.Released;
import io.shardbeat.group.shard.ShardState.Resting;
import io.shardbeat.group.shard.Whereabouts.Standing;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** What a decision tells of a shard is what the transition did that it is of. */
class WhereaboutsTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_000_000);
    private static final ShardId SHARD = new ShardId("clicks", 3);
    private static final MemberId A = new MemberId("a");
    private static final MemberId B = new MemberId("b");
    private static final MemberId C = new MemberId("c");
    private static final Held HELD = new Held(A);
    private static final HandingOver TO_B = new HandingOver(new HandOver(SHARD, A, B, 7, NOW));
    private static final Released RELEASED = new Released(TO_B.handOver().releasedAt(NOW));

    static Stream<Transition> told() {
        return Stream.of(
                of(Free.FREE, Free.FREE.grantTo(A), Cause.FREE),
                of(Free.FREE, Free.FREE.adoptedBy(A), Cause.ADOPTED),
                of(Free.FREE, Free.FREE.awaitFrom(SHARD, A, B, NOW), Cause.REPORTED),
                of(HELD, HELD.handOver(SHARD, B, NOW), Cause.BALANCED),
                of(HELD, HELD.handOver(SHARD, null, NOW), Cause.PARKED),
                of(HELD, HELD.withdraw(SHARD, NOW), Cause.WITHDRAWN),
                of(HELD, HELD.expire(NOW, NOW), Cause.EXPIRED),
                of(HELD, HELD.expire(NOW.plusMillis(1), NOW), Cause.PARKED),
                of(HELD, HELD.adoptedBy(C), Cause.ADOPTED),
                of(HELD, HELD.repaired(C), Cause.REPAIRED),
                of(TO_B, TO_B.repaired(C), Cause.REPAIRED),
                of(TO_B, TO_B.redirect(C), Cause.REDIRECTED),
                of(TO_B, TO_B.stuck(), Cause.OVERDUE),
                of(TO_B, TO_B.begunAnew(NOW), Cause.REBUILT),
                of(TO_B, TO_B.force(B), Cause.FORCED),
                of(TO_B, TO_B.cancel(), Cause.CANCELLED),
                of(TO_B, RELEASED, Cause.RELEASED),
                of(RELEASED, TO_B, Cause.TAKEN_UP),
                of(RELEASED, RELEASED.handTo(B), Cause.RELEASED),
                of(new Resting(NOW), Free.FREE, Cause.RESTED));
    }

    @ParameterizedTest
    @MethodSource("told")
    void aDecisionTellsWhereTheShardIsFromThenOn(Transition transition) {
        assertThat(Whereabouts.after(transition.decision())).isEqualTo(where(transition.after()));
    }

    @ParameterizedTest
    @MethodSource("told")
    void aDecisionTellsWhereTheShardWasUpToThenButNotWhoWasNext(Transition transition) {
        Whereabouts was = where(transition.before());
        assertThat(Whereabouts.before(transition.decision()))
                .isEqualTo(new Whereabouts(was.standing(), was.holder(), null));
    }

    @Test
    void everyKindOfDecisionOfAShardIsAmongThese() {
        assertThat(told().map(transition -> transition.decision().kind()))
                .containsAll(Arrays.stream(Kind.values())
                        .filter(kind -> !Stream.of("MEMBER_", "EXPIRY_").anyMatch(kind.name()::startsWith))
                        .filter(kind -> !kind.isLoss() && kind != Kind.REBUILT)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(names = {"HAND_OVER_STUCK", "HAND_OVER_REDIRECTED", "HAND_OVER_RELEASED", "HAND_OVER_TAKEN_UP"})
    void aHandOverThatGoesOnInAnotherWayBeganBefore(Kind kind) {
        assertThat(Whereabouts.begin(of(kind))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"HAND_OVER_STUCK", "HAND_OVER_REDIRECTED", "HAND_OVER_RELEASED", "HAND_OVER_TAKEN_UP"})
    void anythingElseIsABeginning(Kind kind) {
        assertThat(Whereabouts.begin(of(kind))).isTrue();
    }

    private static Decision of(Kind kind) {
        return new Decision(kind, SHARD, A, B, null);
    }

    private static Transition of(ShardState before, ShardState after, Cause cause) {
        return new Transition(SHARD, before, after, cause);
    }

    private static Whereabouts where(ShardState state) {
        if (state instanceof InFlight inFlight) {
            return new Whereabouts(Standing.HANDING_OVER, inFlight.holder(), inFlight.next());
        }
        return state instanceof Owned owned ? new Whereabouts(Standing.HELD, owned.holder(), null) : Whereabouts.NOBODY;
    }
}
