package io.shardbeat.redis.beat;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.coordinator.BeatReply;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** For how long a look at a group is good enough for the heartbeats that come after it, where changes are not counted. */
class SteadyLooksTest {
    private static final Duration LASTS = Duration.ofMillis(100);
    private final LinkByHand redis = new LinkByHand();

    @BeforeEach
    void knowTheMember() {
        redis.begin();
    }

    @Test
    void thoseThatComeWithinATenthOfASecondNeedNoLookOfTheirOwn() {
        // when
        redis.beat();
        redis.passes(LASTS.dividedBy(2));
        redis.beat();
        redis.passes(LASTS.dividedBy(2));
        redis.beat();

        // then
        assertThat(redis.sent).containsExactly("set", "bucket", "head", "set", "set");

        // and after it
        redis.passes(Duration.ofNanos(1));
        redis.beat();
        assertThat(redis.sent).endsWith("set", "bucket", "head");
    }

    @Test
    void whatThisNodeHasChangedIsLookedAtAgain() {
        // given
        redis.beat();

        // when
        redis.notesOwnChange();
        redis.beat();

        // then
        assertThat(redis.sent).containsExactly("set", "bucket", "head", "set", "bucket", "head");
    }

    /** The answer waited for the lease, and what was looked at has grown old meanwhile. */
    @Test
    void whenRedisIsLateNobodyIsAnsweredByALookOfLongAgo() {
        // given
        redis.beat();
        redis.passes(LASTS);
        CompletionStage<BeatReply> late = redis.write();

        // when
        redis.passes(LASTS.plusNanos(1));
        redis.commits();
        redis.turn();

        // then
        assertThat(LinkByHand.join(late)).isEqualTo(LinkByHand.BY_SCRIPT);
        assertThat(redis.sent).endsWith("set", "bucket", "head", "put_lease_back");
    }

    @Test
    void aChangeOfThisNodeWhileTheLeaseIsOnItsWayIsSeen() {
        // given
        redis.beat();
        CompletionStage<BeatReply> written = redis.write();

        // when
        redis.commits();
        redis.notesOwnChange();
        redis.turn();

        // then
        assertThat(LinkByHand.join(written)).isEqualTo(LinkByHand.BY_SCRIPT);
    }

    @Test
    void whatAnotherNodeHasChangedIsSeenWithTheNextLook() {
        // given
        redis.beat();
        redis.commits();

        // when
        redis.passes(LASTS);
        CompletionStage<BeatReply> within = redis.write();
        redis.turn();
        redis.passes(Duration.ofNanos(1));
        CompletionStage<BeatReply> after = redis.write();
        redis.turn();

        // then
        assertThat(LinkByHand.join(within)).isEqualTo(LinkByHand.ANSWER);
        assertThat(LinkByHand.join(after)).isEqualTo(LinkByHand.BY_SCRIPT);
    }

    /** Whom another connection has told of a later epoch is not told of an earlier one. */
    @Test
    void aMemberThatWasToldMoreIsAnsweredByTheScript() {
        // given
        redis.beat();

        // when
        redis.lease = (LinkByHand.EPOCH + 1) + " 0 0 [0]";
        redis.beatByScript();
        assertThat(redis.sent).as("the lease is put back first").endsWith("set", "put_lease_back");
    }

    @Test
    void afterALookThatFailedTheNextOneLooksAgain() {
        // given
        redis.fails = true;
        CompletionStage<BeatReply> failed = redis.write();
        redis.turn();
        assertThat(failed.toCompletableFuture()).isCompletedExceptionally();

        // when
        redis.fails = false;
        redis.beat();

        // then
        assertThat(redis.sent).endsWith("set", "bucket", "head");
    }
}
