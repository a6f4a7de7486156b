package io.shardbeat.load.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.load.plan.Shards;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Times are seconds; the timeout is 10, and an answer takes a tenth. */
class JudgeTest {
    private static final int ANN = 0;
    private static final int BOB = 1;

    private final Judge judge = new Judge("group", nanos(10), 0);

    @Test
    void aFleetThatHandsOverByTheRulesIsGood() {
        beats(ANN, 0, "", "0,1", 100);
        beats(BOB, 1, "", "", 101);
        beats(ANN, 5, "0,1", "0", 101); // told
        beats(ANN, 10, "0", "0", 101); // silent about it
        beats(BOB, 10.5, "", "1", 102);

        assertThat(judge.breaches()).isEmpty();
    }

    @Test
    void aShardGrantedToTwoAtOneEpochBreaksI1() {
        beats(ANN, 0, "", "0", 100);
        beats(BOB, 20, "", "0", 100);

        assertThat(broken()).containsExactly("I1");
    }

    @Test
    void aShardGrantedToAnotherInsideATenureBreaksI1() {
        beats(ANN, 0, "", "0", 100);
        beats(BOB, 20, "", "0", 105);
        assertThat(broken()).isEmpty(); // by now it may be expired
        beats(ANN, 21, "0", "0", 110); // but it never was

        assertThat(broken()).containsExactly("I1");
    }

    @Test
    void aShardGrantedBeforeItsHolderWasToldBreaksI2() {
        beats(ANN, 0, "", "0,1", 100);
        beats(BOB, 5, "", "1", 101);

        assertThat(broken()).containsExactly("I2");
    }

    @Test
    void aShardGrantedBetweenToldAndReleasedBreaksI2() {
        beats(ANN, 0, "", "0,1", 100);
        beats(ANN, 5, "0,1", "0", 101);
        beats(BOB, 6, "", "1", 102);

        assertThat(broken()).containsExactly("I2");
        assertThat(judge.breaches().get(0).what()).contains("shard 1").contains("REVOKED at member " + ANN);
    }

    /** CLS has no word for it: one that was given up meanwhile is just answered with nothing. */
    @Test
    void whoBeatsAgainAfterItsTimeoutMayHaveBeenGivenUp() {
        beats(ANN, 0, "", "0,1", 100);
        beats(ANN, 11, "0,1", "0", 101);
        beats(BOB, 11.5, "", "1", 102);

        assertThat(judge.breaches()).isEmpty();
    }

    @Test
    void silenceAboutAShardThatWasNotTakenBackReleasesNothing() {
        beats(ANN, 0, "", "0,1", 100);
        beats(ANN, 5, "0", "0,1", 100);
        beats(BOB, 6, "", "1", 101);

        assertThat(broken()).containsExactly("I2");
    }

    @Test
    void aShardOfASilentMemberMayGoAtItsTimeoutAndNotBefore() {
        beats(ANN, 0, "", "0,1", 100);
        beats(BOB, 9.8, "", "0", 101);
        beats(BOB, 9.9, "0", "0,1", 102);

        assertThat(judge.breaches()).hasSize(1);
        assertThat(judge.breaches().get(0).what()).contains("shard 0").contains("9900ms after");
    }

    @Test
    void aFenceMarginDelaysTheGrant() {
        Judge fenced = new Judge("group", nanos(10), nanos(5));
        fenced.isGranted(ANN, nanos(0), nanos(0.1), shards("0"), 100);
        fenced.isGranted(BOB, nanos(14), nanos(14.1), shards("0"), 101);

        assertThat(fenced.breaches()).extracting(Breach::invariant).containsExactly("I2");
    }

    @Test
    void aHeartbeatWithoutAnAnswerProvesNoRenewal() {
        beats(ANN, 0, "", "0", 100);
        judge.sends(ANN, shards("0"));
        judge.isUnanswered(ANN);
        beats(BOB, 10, "", "0", 101);

        assertThat(judge.breaches()).isEmpty();
    }

    @Test
    void afterALostAnswerSilenceMayBeARelease() {
        beats(ANN, 0, "", "0,1", 100);
        judge.sends(ANN, shards("0,1"));
        judge.isUnanswered(ANN); // it may have been told to stop with both
        judge.sends(ANN, shards(""));
        beats(BOB, 3, "", "0,1", 102);

        assertThat(judge.breaches()).isEmpty();
    }

    @Test
    void anOldAnswerThatTookItsTimeAccusesNobody() {
        beats(BOB, 0, "", "0", 105);
        judge.sends(ANN, shards(""));
        judge.isGranted(ANN, nanos(-20), nanos(0.2), shards("0"), 104);

        assertThat(judge.breaches()).isEmpty();
    }

    @Test
    void aMemberRefusedInTimeBreaksI7() {
        beats(ANN, 0, "", "0", 100);
        judge.sends(ANN, shards("0"));
        judge.isUnknown(ANN, nanos(9.9));

        assertThat(broken()).containsExactly("I7");
    }

    @Test
    void aMemberRefusedAfterItsTimeoutIsNoBreach() {
        beats(ANN, 0, "", "0", 100);
        judge.sends(ANN, shards("0"));
        judge.isUnknown(ANN, nanos(10));

        assertThat(judge.breaches()).isEmpty();
    }

    @Test
    void aMemberThatLosesAllInTimeBreaksI7() {
        beats(ANN, 0, "", "0,1", 100);
        beats(ANN, 5, "0,1", "", 101);

        assertThat(broken()).containsExactly("I7");
    }

    @Test
    void aMemberThatComesBackToFindItsShardsGoneBlocksThemNoMore() {
        beats(ANN, 0, "", "0", 100);
        beats(BOB, 11, "", "0,1", 101);
        beats(ANN, 12, "0", "", 101);
        beats(BOB, 13, "0,1", "1", 102);
        beats(BOB, 18, "1", "1", 102);
        beats(2, 19, "", "0", 103);

        assertThat(judge.breaches()).isEmpty();
    }

    @Test
    void anEpochThatFallsBreaksI3() {
        beats(ANN, 0, "", "0", 100);
        beats(ANN, 5, "0", "0", 99);

        assertThat(broken()).containsExactly("I3");
    }

    @Test
    void aProcessThatStartsAnewHoldsNothing() {
        beats(ANN, 0, "", "0,1", 100);
        judge.starts(ANN);

        assertThat(judge.heldBy(ANN)).isEqualTo(Shards.NONE);
    }

    @Test
    void whatWasToldAndNotReleasedIsStillHeld() {
        beats(ANN, 0, "", "0,1", 100);
        beats(ANN, 5, "0,1", "1", 101);

        assertThat(judge.heldBy(ANN)).isEqualTo(Shards.of(0, 1));
    }

    @Test
    void whatWasThereBeforeIsNotGained() {
        assertThat(judge.isGranted(ANN, 0, 0, shards("0,1"), 100)).isEqualTo(Shards.of(0, 1));
        assertThat(judge.isGranted(ANN, 0, 0, shards("1,2"), 101)).isEqualTo(Shards.of(2));
    }

    private void beats(int member, double at, String report, String grant, long epoch) {
        judge.sends(member, shards(report));
        judge.isGranted(member, nanos(at), nanos(at + 0.1), shards(grant), epoch);
    }

    private List<String> broken() {
        return judge.breaches().stream().map(Breach::invariant).toList();
    }

    private static Shards shards(String text) {
        return text.isEmpty()
                ? Shards.NONE
                : Shards.of(java.util.Arrays.stream(text.split(","))
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * 1e9);
    }
}
