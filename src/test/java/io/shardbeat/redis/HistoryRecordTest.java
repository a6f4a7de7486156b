package io.shardbeat.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.GroupBrowser.Pass;
import io.shardbeat.group.Cause;
import io.shardbeat.group.Decision;
import io.shardbeat.group.Decision.Kind;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryRecordTest {
    private final HistoryRecord record = new HistoryRecord();

    @Test
    void decisionsAreReadBackAsTheyWereWritten() {
        List<Decision> decisions = List.of(
                new Decision(
                        Kind.HAND_OVER_BEGUN,
                        new ShardId("orders", 3),
                        new MemberId("a"),
                        new MemberId("b"),
                        Cause.BALANCED),
                new Decision(Kind.MEMBER_EXPIRED, null, new MemberId("c d"), null, Cause.EXPIRED));

        Pass pass = record.decode("1700000000123-0", Map.of("epoch", "42", "decisions", record.encode(decisions)));

        assertThat(pass).isEqualTo(new Pass(42, 1_700_000_000_123L, 2, decisions));
    }

    @Test
    void aBigPassIsToldByItsBeginningAndItsSize() {
        Decision decision = new Decision(Kind.GRANTED, new ShardId("orders", 3), null, new MemberId("b"), Cause.FREE);

        Pass pass = record.decode(
                "1-0", Map.of("epoch", "42", "decisions", record.encode(Collections.nCopies(5_000, decision))));

        assertThat(pass.count()).isEqualTo(5_000);
        assertThat(pass.decisions()).hasSizeLessThan(1_000).contains(decision);
    }

    @Test
    void decisionsOfAnOlderVersionHaveNoCauseAndThoseOfANewerOnePerhapsOneThatIsNotKnown() {
        Decision unexplained = new Decision(Kind.MEMBER_JOINED, null, null, new MemberId("b"), null);
        String older = "{\"kind\":\"MEMBER_JOINED\",\"to\":\"b\"}";
        String newer = "{\"kind\":\"MEMBER_JOINED\",\"to\":\"b\",\"cause\":\"INVITED\"}";

        Pass pass = record.decode(
                "1-0", Map.of("epoch", "42", "decisions", "{\"count\":2,\"decisions\":[" + older + "," + newer + "]}"));

        assertThat(pass.decisions()).containsExactly(unexplained, unexplained);
    }

    @Test
    void decisionsThatOnlyANewerVersionKnowsAreLeftOut() {
        Pass pass = record.decode(
                "1-0", Map.of("epoch", "42", "decisions", "{\"count\":1,\"decisions\":[{\"kind\":\"SHARD_SPLIT\"}]}"));

        assertThat(pass).isEqualTo(new Pass(42, 1, 1, List.of()));
    }
}
