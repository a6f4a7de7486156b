package io.shardbeat.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.fencing.Fencing;
import io.shardbeat.coordinator.fencing.Fencing.Verdict;
import io.shardbeat.coordinator.groups.HistoryPage;
import io.shardbeat.coordinator.groups.HistoryQuery;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.shard.Decision.Kind;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.redis.group.HistoryLimits;
import org.junit.jupiter.api.Test;

/** What a token is good for, by what the store knows. */
class RedisFencingTest extends OneGroup {
    @Test
    void aTokenIsGoodForAsLongAsItsMemberHasHadTheShard() {
        open(HistoryLimits.DEFAULT, 1);
        long before = epochAfterJoin("a") - 1;
        long first = before + 1;
        assertThat(verify("a", first)).isEqualTo(Verdict.VALID);
        assertThat(verify("a", before)).isEqualTo(Verdict.HELD_ANEW);
        assertThat(verify("a", first + 1_000_000)).isEqualTo(Verdict.NEVER_GIVEN);
        assertThat(verify("b", first)).isEqualTo(Verdict.NO_MEMBER);
        long second = epochAfterJoin("b");
        assertThat(verify("a", first)).isEqualTo(Verdict.VALID);
        assertThat(verify("b", second)).isEqualTo(Verdict.NOT_HOLDER);
        expireAndPass("a");
        assertThat(verify("a", first)).isEqualTo(Verdict.NO_MEMBER);
        assertThat(verify("b", second)).isEqualTo(Verdict.HELD_ANEW);
        long third = history(HistoryQuery.latest(1)).passes().get(0).epoch();
        assertThat(verify("b", third)).isEqualTo(Verdict.VALID);
        console.call("XTRIM", stream, "MAXLEN", "0");
        assertThat(verify("b", third)).isEqualTo(Verdict.TOO_OLD);
        assertThat(verify("b", epochAfterJoin("c"))).isEqualTo(Verdict.VALID);
    }

    /** Between the two, the shard may have been somebody else's, and the line that told it be lost. */
    @Test
    void aTokenFromBeforeALossIsNotVouchedFor() {
        open(HistoryLimits.DEFAULT, 1);
        long before = epochAfterJoin("a");
        assertThat(verify("a", before)).isEqualTo(Verdict.VALID);
        console.call("HSET", Keys.sweep(Keys.bucket(group.path())), "incarnation", "another");
        store.groups.claim(group).toCompletableFuture().join();
        HistoryPage.Pass loss = history(HistoryQuery.latest(1)).passes().get(0);
        assertThat(loss.decisions()).extracting(Decision::kind).containsExactly(Kind.WRITES_LOST);
        console.call("HDEL", Keys.group(Keys.stem(group)), "rebuild"); // it is over: until then nobody is told anything
        assertThat(verify("a", before)).isEqualTo(Verdict.TOO_OLD);
        assertThat(verify("a", loss.epoch())).isEqualTo(Verdict.VALID);
    }

    private long epochAfterJoin(String member) {
        joinAndPass(member);
        return history(HistoryQuery.latest(1)).passes().get(0).epoch();
    }

    private Verdict verify(String member, long token) {
        return new Fencing(store.checkpoints, store.browser)
                .verify(group, new ShardId(LOGSTORE, 0), new MemberId(member), token)
                .toCompletableFuture()
                .join()
                .orElseThrow();
    }
}
