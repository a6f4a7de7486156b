package io.shardbeat.redis.beat;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.coordinator.BeatReply;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One look at a bucket stands for all of its groups, where every node counts what it changes (ADR 0021). */
class CountedLooksTest {
    private static final Duration LASTS = Duration.ofMillis(100);
    private static final Duration ENDS = LASTS.plusNanos(1);
    private static final Duration LEAVES = Duration.ofSeconds(2);
    private static final Duration HEAD_LASTS = Duration.ofSeconds(10);

    private final LinkByHand redis = new LinkByHand();

    @BeforeEach
    void knowTheMember() {
        redis.changes.counted(true, redis.nanos);
        redis.passes(LEAVES);
        redis.begin();
    }

    @Test
    void theGroupItselfIsNotTouchedWhileNothingChangesInItsBucket() {
        redis.beat();
        redis.passes(ENDS);
        redis.beat();
        redis.passes(LASTS);
        redis.beat();
        assertThat(redis.sent).containsExactly("set", "bucket", "set", "bucket", "set");
    }

    @Test
    void whenSomethingHasChangedInTheBucketTheGroupIsLookedAtOnce() {
        // given
        redis.beat();
        redis.passes(ENDS);
        redis.changesAnother();

        // when
        redis.beat();
        redis.beat();
        redis.passes(ENDS);
        redis.beat();

        // then
        assertThat(redis.sent.subList(2, redis.sent.size()))
                .containsExactly("set", "bucket", "bucket", "head", "set", "set", "bucket");
    }

    @Test
    void aCommitOfAnotherNodeIsSeenWithTheNextLook() {
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
        assertThat(redis.sent).endsWith("set", "bucket", "bucket", "head", "put_lease_back");
    }

    /** A change that is counted before the group's head was read, and is in it only afterwards: there is none. */
    @Test
    void whatIsCountedAfterTheHeadWasReadIsLookedAt() {
        // given: another node commits between the two commands
        redis.passes(ENDS);
        redis.changesAnother();
        redis.betweenBucketAndHead = redis::changesAnother;
        redis.beat();
        redis.passes(ENDS);
        redis.sent.clear();

        // when
        redis.beat();

        // then
        assertThat(redis.sent).containsExactly("set", "bucket", "bucket", "head");
    }

    @Test
    void whatThisNodeHasChangedIsLookedAtAgain() {
        // given
        redis.beat();

        // when
        redis.notesOwnChange();
        redis.beat();

        // then
        assertThat(redis.sent).containsExactly("set", "bucket", "set", "bucket");
    }

    /** Somebody at a console of Redis counts nothing. */
    @Test
    void whatNobodyCountsIsFoundWithinSeconds() {
        // given
        redis.beat();
        redis.epoch++;

        // when
        redis.passes(HEAD_LASTS);
        redis.beat();
        redis.passes(ENDS);
        redis.beatByScript();
    }

    @Test
    void whileANodeThatDoesNotCountIsLiveTheGroupItselfIsLookedAt() {
        // given
        redis.changes.counted(false, redis.nanos);
        redis.beat();
        assertThat(redis.sent).containsExactly("set", "bucket", "head");

        // when: it leaves, and may have something under way
        redis.changes.counted(true, redis.nanos);
        redis.passes(LEAVES.minusNanos(1));
        redis.changes.counted(true, redis.nanos);
        redis.beat();
        assertThat(redis.sent).endsWith("set", "bucket", "head");
        redis.epoch++;
        redis.passes(ENDS);

        // then: what it changed last is found
        redis.beatByScript();
    }

    @Test
    void anotherServerIsAnotherBucket() {
        // given
        redis.beat();
        redis.passes(ENDS);

        // when
        redis.server = "server after loss";
        redis.beatByScript();
        assertThat(redis.sent).endsWith("set", "bucket", "put_lease_back");
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
        assertThat(redis.sent).endsWith("set", "bucket");
    }
}
