package io.shardbeat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HoldingsTest {
    private static final long ALLOWED = 100;

    private final RecordedListeners listeners = new RecordedListeners();
    private final Holdings holdings = new Holdings(listeners);

    @Test
    void nothingIsReportedBeforeTheFirstAnswer() {
        assertThat(holdings.report()).isEmpty();
        assertThat(holdings.isAllowed(0)).isFalse();
    }

    @Test
    void whatAnAnswerGrantsIsBegunWithItsTokenAndReported() {
        assertThat(answer(0, 1, Map.of(0, 7L, 1, 8L))).isTrue();
        assertThat(listeners.take()).containsExactlyInAnyOrder("start 0 with 7", "start 1 with 8");
        assertThat(holdings.report()).containsExactly(0, 1);
        assertThat(holdings.working()).containsExactly(Map.entry(0, 7L), Map.entry(1, 8L));
    }

    @Test
    void aShardThatIsWorkedOnIsNotBegunAgainAndKeepsItsToken() {
        answer(0, 1, Map.of(0, 7L));
        answer(10, 11, Map.of(0, 9L));
        assertThat(listeners.take()).containsExactly("start 0 with 7");
        assertThat(holdings.working()).containsEntry(0, 7L);
    }

    @Test
    void aShardThatIsAskedBackIsReportedUntilItsListenerHasEnded() {
        answer(0, 1, Map.of(0, 7L, 1, 7L));
        listeners.take();
        answer(10, 11, Map.of(1, 7L));
        assertThat(listeners.take()).containsExactly("stop 0");
        assertThat(holdings.report()).containsExactly(0, 1);
        assertThat(holdings.working()).containsOnlyKeys(1);
        holdings.ended(0);
        assertThat(holdings.report()).containsExactly(1);
    }

    @Test
    void aShardThatIsGivenBackWhileItStopsWaitsForTheNextAnswer() {
        answer(0, 1, Map.of(0, 7L));
        answer(10, 11, Map.of());
        listeners.take();
        answer(20, 21, Map.of(0, 9L));
        assertThat(listeners.take()).isEmpty();
        holdings.ended(0);
        assertThat(listeners.take()).as("no answer that has it has come since").isEmpty();
        answer(30, 31, Map.of(0, 9L));
        assertThat(listeners.take()).containsExactly("start 0 with 9");
    }

    @Test
    void anAnswerToAHeartbeatOfTooLongAgoCountsForNothing() {
        assertThat(answer(0, ALLOWED, Map.of(0, 7L))).isFalse();
        assertThat(listeners.take()).isEmpty();
        assertThat(holdings.isAllowed(ALLOWED)).isFalse();
    }

    @Test
    void itStopsByItselfCountedFromTheSendingOfTheLastAcceptedHeartbeat() {
        answer(0, 50, Map.of(0, 7L));
        assertThat(holdings.fence(ALLOWED - 1)).isZero();
        assertThat(listeners.take()).containsExactly("start 0 with 7");
        assertThat(holdings.fence(ALLOWED)).isOne();
        assertThat(listeners.take()).containsExactly("stop 0");
        assertThat(holdings.report()).as("until it has ended").containsExactly(0);
    }

    @Test
    void aHeartbeatThatIsAcceptedMeanwhilePutsThatOff() {
        answer(0, 1, Map.of(0, 7L));
        answer(60, 61, Map.of(0, 7L));
        assertThat(holdings.fence(ALLOWED)).isZero();
        assertThat(holdings.fence(60 + ALLOWED)).isOne();
        assertThat(holdings.fence(60 + ALLOWED + 1)).as("once").isZero();
    }

    @Test
    void afterThatAnAnswerBeginsItsShardsAgain() {
        answer(0, 1, Map.of(0, 7L));
        holdings.fence(ALLOWED);
        holdings.ended(0);
        listeners.take();
        answer(200, 201, Map.of(0, 9L));
        assertThat(listeners.take()).containsExactly("start 0 with 9");
    }

    @Test
    void whoIsForgottenStopsEverythingAndReportsItUntilItHasEnded() {
        answer(0, 1, Map.of(0, 7L, 1, 7L));
        listeners.take();
        holdings.forgotten();
        assertThat(listeners.take()).containsExactlyInAnyOrder("stop 0", "stop 1");
        holdings.ended(0);
        assertThat(holdings.report()).containsExactly(1);
        holdings.ended(1);
        assertThat(holdings.report()).as("now it can join again").isEmpty();
    }

    @Test
    void whoIsClosedStopsEverythingOnceAndBeginsNothing() {
        answer(0, 1, Map.of(0, 7L));
        listeners.take();
        holdings.close();
        answer(10, 11, Map.of(0, 7L, 1, 7L));
        assertThat(listeners.take()).containsExactly("stop 0");
        assertThat(holdings.report()).containsExactly(0);
    }

    @Test
    void aStartThatFailedIsCleanedUpAndTriedAgainWithTheNextAnswer() {
        answer(0, 1, Map.of(0, 7L));
        holdings.startFailed(0);
        holdings.ended(0);
        answer(10, 11, Map.of(0, 7L));
        assertThat(listeners.take()).containsExactly("start 0 with 7", "stop 0", "start 0 with 7");
    }

    @Test
    void aPauseEndsWhenTheLastShardOfWhoGivesUpHasEnded() {
        answer(0, 1, Map.of(0, 7L));
        holdings.forgotten();
        holdings.ended(0);
        assertThatCode(() -> holdings.pause(Long.MAX_VALUE / 2, System::nanoTime))
                .as("returns at once")
                .doesNotThrowAnyException();
    }

    private boolean answer(long sentAt, long now, Map<Integer, Long> tokens) {
        return holdings.answered(new Grant(sentAt, tokens), now, ALLOWED);
    }
}
