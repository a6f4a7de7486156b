package io.shardbeat.redis.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.groups.HistoryPage.Pass;
import io.shardbeat.coordinator.groups.HistoryQuery;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.shard.Decision.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

        assertThat(pass).isEqualTo(new Pass(42, at(1_700_000_000_123L), 2, decisions, true));
    }

    @Test
    void aPassThatMovesThousandsOfShardsIsAShortRecordWithAllOfThem() {
        List<Decision> decisions = new ArrayList<>();
        for (int number = 0; number < 5_000; number++) {
            decisions.add(new Decision(
                    Kind.GRANTED, new ShardId("orders", number), null, new MemberId("b" + number / 100), Cause.FREE));
        }

        String written = record.encode(decisions);
        Pass pass = record.decode("1-0", Map.of("epoch", "42", "decisions", written));

        assertThat(written.length()).isLessThan(2_000);
        assertThat(pass).isEqualTo(new Pass(42, at(1), 5_000, decisions, true));
    }

    @Test
    void whatWasDecidedOfOneShardKeepsItsOrder() {
        ShardId first = new ShardId("orders", 1);
        ShardId second = new ShardId("orders", 2);
        MemberId a = new MemberId("a");
        MemberId b = new MemberId("b");
        List<Decision> decisions = List.of(
                new Decision(Kind.GRANTED, first, null, b, Cause.FREE),
                new Decision(Kind.SHARD_FREED, second, a, null, Cause.EXPIRED),
                new Decision(Kind.GRANTED, second, null, b, Cause.FREE),
                new Decision(Kind.SHARD_FREED, first, a, null, Cause.EXPIRED));

        Pass pass = record.decode("1-0", Map.of("epoch", "42", "decisions", record.encode(decisions)));

        assertThat(pass.decisions()).containsExactlyInAnyOrderElementsOf(decisions);
        assertThat(pass.decisions())
                .filteredOn(decision -> first.equals(decision.shard()))
                .containsExactly(decisions.get(0), decisions.get(3));
        assertThat(pass.decisions())
                .filteredOn(decision -> second.equals(decision.shard()))
                .containsExactly(decisions.get(1), decisions.get(2));
    }

    @Test
    void aQueryTakesWhatItWantsAndKnowsWhetherAllWasKept() {
        ShardId shard = new ShardId("orders", 7);
        Decision wanted = new Decision(Kind.GRANTED, shard, null, new MemberId("b"), Cause.FREE);
        Decision other = new Decision(Kind.GRANTED, new ShardId("orders", 8), null, new MemberId("b"), Cause.FREE);
        Map<String, String> entry = Map.of("epoch", "42", "decisions", record.encode(List.of(wanted, other)));

        assertThat(record.decode("1-0", entry, HistoryQuery.of(shard, 1)::wants))
                .isEqualTo(new Pass(42, at(1), 2, List.of(wanted), true));
        String older = "{\"count\":300,\"decisions\":[{\"kind\":\"MEMBER_JOINED\",\"to\":\"b\"}]}";
        assertThat(record.decode("1-0", Map.of("epoch", "42", "decisions", older))
                        .whole())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[0,-1,7,0,\"1\"]]",
                "[[0,-1,0,0,\"0-2147483647\"]]",
                "[[0,-1,0,0,\"5-3\"]]",
                "[[0,-1,0,0,\"x\"]]",
                "[[0,-1,0,0,\"-4\"]]"
            })
    void aRunThatCannotBeIsDamaged(String runs) {
        String text =
                "{\"count\":1,\"names\":[\"a\"],\"topics\":[\"t\"],\"why\":[\"GRANTED FREE\"],\"runs\":" + runs + "}";

        assertThatThrownBy(() -> record.decode("1-0", Map.of("epoch", "42", "decisions", text)))
                .isInstanceOf(UnreadableRecordException.class);
    }

    /** By seed: any decisions come back, those of each shard in their order. */
    @Test
    void whateverWasDecidedIsReadBack() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Decision> decisions = new ArrayList<>();
            for (int i = random.nextInt(200); i > 0; i--) {
                decisions.add(anyDecision(random));
            }
            Pass pass = record.decode("1-0", Map.of("epoch", "42", "decisions", record.encode(decisions)));
            assertThat(pass.whole()).as("seed %d", seed).isTrue();
            assertThat(byShard(pass.decisions())).as("seed %d", seed).isEqualTo(byShard(decisions));
        }
    }

    private static Map<ShardId, List<Decision>> byShard(List<Decision> decisions) {
        return decisions.stream()
                .filter(decision -> decision.shard() != null)
                .collect(Collectors.groupingBy(Decision::shard));
    }

    private static Decision anyDecision(SplittableRandom random) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        Cause cause = random.nextInt(5) == 0 ? null : Cause.values()[random.nextInt(Cause.values().length)];
        ShardId shard = random.nextInt(6) == 0
                ? null
                : new ShardId(random.nextBoolean() ? "orders" : "clicks", random.nextInt(12));
        MemberId from = random.nextBoolean() ? null : new MemberId("m" + random.nextInt(3));
        MemberId to = random.nextBoolean() ? null : new MemberId("m\u00fc\"" + random.nextInt(3));
        return new Decision(kind, shard, from, to, cause);
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

        assertThat(pass).isEqualTo(new Pass(42, at(1), 1, List.of(), false));
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
