package io.shardbeat.testkit.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Breaks each rule once: a judge that misses one is no judge. */
class JudgeTest {
    private static final Duration SESSION = Duration.ofSeconds(4);
    private static final String TOPIC = "t";

    private long now = 1_000_000_000;
    private final Judge judge = new Judge(SESSION, () -> now);

    @Test
    void anOrderlyHandOverIsNoBreach() {
        beat("a", shards(), shards(1, 2));
        beat("b", shards(), shards());
        beat("a", shards(1, 2), shards(1));
        beat("a", shards(1), shards(1));
        beat("b", shards(), shards(2));
        assertThat(judge.breaches()).isEmpty();
    }

    @Test
    void oneShardInTwoGrantsIsABreach() {
        beat("a", shards(), shards(1, 2));
        beat("b", shards(), shards(2));
        assertThat(judge.breaches()).singleElement().asString().contains("granted to b while GRANTED at a");
    }

    @Test
    void aGrantBeforeTheHolderReportsWithoutTheShardIsABreach() {
        beat("a", shards(), shards(1, 2));
        beat("a", shards(1, 2), shards(1));
        beat("b", shards(), shards(2));
        assertThat(judge.breaches()).singleElement().asString().contains("granted to b while REVOKED at a");
    }

    @Test
    void aTakeOverIsEarlyUntilASessionAfterTheLastGoodHeartbeatWasSent() {
        beat("a", shards(), shards(1));
        passes(SESSION.minusMillis(1));
        beat("b", shards(), shards(1));
        assertThat(judge.breaches()).hasSize(1);
    }

    @Test
    void aTakeOverAfterASessionOfSilenceIsNoBreach() {
        beat("a", shards(), shards(1));
        passes(SESSION);
        beat("b", shards(), shards(1));
        assertThat(judge.breaches()).isEmpty();
    }

    @Test
    void afterAGapInServiceAMemberHasASessionToComeBack() {
        beat("a", shards(), shards(1));
        beat("b", shards(), shards());
        fail("b");
        passes(Duration.ofSeconds(5));
        fail("b");
        passes(Duration.ofSeconds(1));
        beat("b", shards(), shards(1));
        assertThat(judge.breaches()).as("a could not have renewed").hasSize(1);
    }

    @Test
    void aGapThatIsOverForASessionExcusesNobodyWhoIsStillSilent() {
        beat("a", shards(), shards(1));
        beat("b", shards(), shards());
        fail("b");
        passes(Duration.ofSeconds(5));
        fail("b");
        beat("b", shards(), shards());
        passes(SESSION);
        beat("b", shards(), shards(1));
        assertThat(judge.breaches()).isEmpty();
    }

    @Test
    void failuresBetweenGoodAnswersAreNoGap() {
        beat("a", shards(), shards(1));
        for (int i = 0; i < 5; i++) {
            fail("b");
            passes(Duration.ofSeconds(1));
            beat("b", shards(), shards());
        }
        beat("b", shards(), shards(1));
        assertThat(judge.breaches()).isEmpty();
    }

    @Test
    void aRefusalWithinTheSessionIsAFalseExpiry() {
        beat("a", shards(), shards(1));
        passes(SESSION.minusMillis(1));
        judge.sends("a", shards(1));
        judge.isRefused("a", "NotExistConsumerWithBody");
        assertThat(judge.breaches()).containsExactly("I7: a is unknown within its session timeout");
    }

    @Test
    void aRefusalAfterTheSessionIsNot() {
        beat("a", shards(), shards(1));
        passes(SESSION);
        judge.sends("a", shards(1));
        judge.isRefused("a", "NotExistConsumerWithBody");
        assertThat(judge.breaches()).isEmpty();
    }

    @Test
    void aMemberThatWasExpiredAndComesBackHoldsNothing() {
        beat("a", shards(), shards(1));
        passes(SESSION);
        beat("a", shards(1), shards());
        beat("b", shards(), shards(1));
        assertThat(judge.breaches()).isEmpty();
    }

    @Test
    void fewerShardsWhileNothingMayMoveAreABreach() {
        beat("a", shards(), shards(1, 2));
        judge.restBegins();
        beat("a", shards(1, 2), shards(1, 2));
        assertThat(judge.breaches()).isEmpty();
        beat("a", shards(1, 2), shards());
        assertThat(judge.breaches()).singleElement().asString().startsWith("I7, I8: a had");
    }

    @Test
    void whatAMemberFencedOffMayComeBackLateButNothingElse() {
        beat("a", shards(), shards(1, 2));
        judge.restBegins();
        judge.fencesItself("a");
        beat("a", shards(), shards());
        beat("a", shards(), shards(1, 2));
        assertThat(judge.breaches()).isEmpty();
        beat("a", shards(1, 2), shards(1));
        assertThat(judge.breaches()).singleElement().asString().startsWith("I7, I8: a had");
    }

    @Test
    void aMemberThatFencedItselfGetsNothingNewAtRest() {
        beat("a", shards(), shards(1));
        judge.restBegins();
        judge.fencesItself("a");
        beat("a", shards(), shards(1, 2));
        assertThat(judge.breaches()).singleElement().asString().startsWith("I7, I8: a had");
    }

    @Test
    void aSilentMemberEndsTheRest() {
        beat("a", shards(), shards(1));
        beat("b", shards(), shards(2));
        judge.restBegins();
        passes(SESSION);
        beat("b", shards(2), shards(1, 2));
        assertThat(judge.breaches()).isEmpty();
    }

    @Test
    void anEpochThatFallsIsABreach() {
        beat("a", shards(), shards(1));
        judge.sends("a", shards(1));
        judge.isAnswered("a", shards(1), 4);
        assertThat(judge.breaches()).singleElement().asString().contains("fell from 5 to 4");
    }

    @Test
    void timesWithNobodyOrTwoOnAShardAreMeasured() {
        judge.works("a", ids(1, 2));
        judge.start();
        judge.works("a", ids(2));
        passes(Duration.ofSeconds(3));
        judge.works("b", ids(1, 2));
        passes(Duration.ofSeconds(2));
        judge.works("a", ids());
        Effects effects = judge.effects();
        assertThat(effects.longestIdle()).isEqualTo(Duration.ofSeconds(3));
        assertThat(effects.longestShared()).isEqualTo(Duration.ofSeconds(2));
        assertThat(effects.moved()).isEqualTo(2);
    }

    @Test
    void aShardThatIsStillIdleCounts() {
        judge.works("a", ids(1));
        judge.start();
        judge.dies("a");
        passes(Duration.ofSeconds(3));
        assertThat(judge.effects().longestIdle()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void timesWithoutAnAnswerAreMeasuredFromTheStart() {
        beat("a", shards(), shards(1));
        passes(Duration.ofSeconds(10));
        judge.start();
        passes(Duration.ofSeconds(1));
        fail("a");
        passes(Duration.ofSeconds(1));
        beat("a", shards(1), shards(1));
        passes(Duration.ofMillis(500));
        Effects effects = judge.effects();
        assertThat(effects.longestUnanswered()).isEqualTo(Duration.ofSeconds(2));
        assertThat(effects.errors()).containsExactly(java.util.Map.entry("Failed", 1));
    }

    @Test
    void settledIsEvenCompleteAndKnownToAll() {
        beat("a", shards(), shards(1));
        judge.works("a", ids(1));
        assertThat(judge.isSettled(2)).as("incomplete").isFalse();
        beat("a", shards(), shards(1, 2));
        judge.works("a", ids(1, 2));
        assertThat(judge.isSettled(2)).isTrue();
        judge.works("b", ids());
        assertThat(judge.isSettled(2)).as("uneven").isFalse();
        beat("a", shards(1, 2), shards(1));
        assertThat(judge.isSettled(2)).as("not given up").isFalse();
        judge.works("a", ids(1));
        beat("a", shards(1), shards(1));
        beat("b", shards(), shards(2));
        assertThat(judge.isSettled(2)).as("not worked on").isFalse();
        judge.works("b", ids(2));
        assertThat(judge.isSettled(2)).isTrue();
    }

    private void beat(String member, ShardSet report, ShardSet grant) {
        judge.sends(member, report);
        judge.isAnswered(member, grant, 5);
    }

    private void fail(String member) {
        judge.sends(member, shards());
        judge.fails(member, "Failed");
    }

    private void passes(Duration time) {
        now += time.toNanos();
    }

    private static ShardSet shards(int... numbers) {
        return numbers.length == 0 ? ShardSet.EMPTY : ShardSet.of(TOPIC, numbers);
    }

    private static Set<ShardId> ids(int... numbers) {
        return Arrays.stream(numbers).mapToObj(n -> new ShardId(TOPIC, n)).collect(Collectors.toSet());
    }
}
