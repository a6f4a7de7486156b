package io.shardbeat.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.catalog.Resharding.Done;
import io.shardbeat.catalog.Resharding.Reason;
import io.shardbeat.catalog.Resharding.Refused;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineageTest {
    private static final Instant NOW = Instant.ofEpochMilli(2_000);
    private final Lineage two = Lineage.of(2, Instant.ofEpochMilli(1_000));

    @Test
    void theFirstShardsShareTheKeysEvenly() {
        assertThat(two.shards())
                .extracting(LineageTest::describe)
                .containsExactly(
                        "0 00000000000000000000000000000000 80000000000000000000000000000000 []",
                        "1 80000000000000000000000000000000 ffffffffffffffffffffffffffffffff []");
        assertThat(Lineage.of(3, Instant.EPOCH).shard(1).orElseThrow().range().begin())
                .isEqualTo(BigInteger.ONE.shiftLeft(128).divide(BigInteger.valueOf(3)));
    }

    @Test
    void aShardIsSplitInTwoAtAKey() {
        Done split = done(two.splitAt(1, key("ef"), NOW));
        assertThat(split.shards())
                .extracting(LineageTest::describe)
                .containsExactly(
                        "1r 80000000000000000000000000000000 ffffffffffffffffffffffffffffffff []",
                        "2 80000000000000000000000000000000 ef000000000000000000000000000000 [1]",
                        "3 ef000000000000000000000000000000 ffffffffffffffffffffffffffffffff [1]");
        assertThat(split.shards()).extracting(Shard::created).containsExactly(Instant.ofEpochMilli(1_000), NOW, NOW);
        assertThat(split.lineage().size()).isEqualTo(4);
        assertThat(split.lineage().open()).isEqualTo(3);
        assertThat(split.lineage().readOnly()).isEqualTo(1);
    }

    @Test
    void aShardIsSplitIntoEvenParts() {
        assertThat(done(two.splitInto(1, 2, NOW)).shards().get(2).range().begin())
                .isEqualTo(key("c0"));
        Done split = done(Lineage.of(1, Instant.EPOCH).splitInto(0, 4, NOW));
        assertThat(split.shards().stream().skip(1))
                .extracting(shard -> KeyRange.hex(shard.range().begin()).substring(0, 2))
                .containsExactly("00", "40", "80", "c0");
    }

    @Test
    void aShardIsMergedWithTheOneThatHasTheNextKeys() {
        Done merged = done(two.merge(0, NOW));
        assertThat(merged.shards())
                .extracting(LineageTest::describe)
                .containsExactly(
                        "2 00000000000000000000000000000000 ffffffffffffffffffffffffffffffff [0, 1]",
                        "0r 00000000000000000000000000000000 80000000000000000000000000000000 []",
                        "1r 80000000000000000000000000000000 ffffffffffffffffffffffffffffffff []");
    }

    @Test
    void aMergeFindsChildrenOfSplitsAndFirstShardsAlike() {
        Lineage split = done(Lineage.of(3, Instant.EPOCH).splitInto(1, 2, NOW)).lineage();
        assertThat(done(split.merge(0, NOW)).shards()).extracting(Shard::number).containsExactly(5, 0, 3);
        assertThat(done(split.merge(3, NOW)).shards()).extracting(Shard::number).containsExactly(5, 3, 4);
        assertThat(done(split.merge(4, NOW)).shards()).extracting(Shard::number).containsExactly(5, 4, 2);
    }

    @Test
    void whatCannotBeIsRefusedWithTheReason() {
        Lineage split = done(two.splitAt(0, key("40"), NOW)).lineage();
        assertThat(reason(split.splitInto(0, 2, NOW))).isEqualTo(Reason.READ_ONLY);
        assertThat(reason(split.merge(0, NOW))).isEqualTo(Reason.READ_ONLY);
        assertThat(reason(split.splitAt(4, key("40"), NOW))).isEqualTo(Reason.NO_SUCH_SHARD);
        assertThat(reason(split.merge(-1, NOW))).isEqualTo(Reason.NO_SUCH_SHARD);
        assertThat(reason(split.splitAt(2, key("40"), NOW))).as("its end").isEqualTo(Reason.KEY_OUTSIDE);
        assertThat(reason(split.splitAt(3, key("40"), NOW))).as("its begin").isEqualTo(Reason.KEY_OUTSIDE);
        assertThat(reason(split.merge(1, NOW))).isEqualTo(Reason.NO_RIGHT_NEIGHBOUR);
        BigInteger one = BigInteger.ONE;
        Lineage narrow = done(two.splitAt(0, one, NOW)).lineage();
        assertThat(reason(narrow.splitInto(2, 2, NOW))).isEqualTo(Reason.TOO_NARROW);
    }

    @Test
    void growingOneThatWasNeverSplitSharesTheKeysOutAnew() {
        Topic topic = new Topic("t", "t", 2).declaring(4, NOW);
        assertThat(topic.lineage()).isEqualTo(Lineage.of(4, Instant.EPOCH));
        assertThat(topic.declaring(3, NOW)).isEqualTo(topic);
    }

    @Test
    void growingOneThatWasSplitHalvesTheShardsWithTheMostKeys() {
        Topic split = new Topic("t", "t", 2).with(done(two.splitInto(0, 2, NOW)).lineage());
        assertThat(split.declaring(2, NOW)).as("splits do not count").isEqualTo(split);
        Topic grown = split.declaring(4, NOW.plusMillis(1));
        assertThat(grown.lineage().open()).isEqualTo(5);
        assertThat(grown.lineage().steps())
                .extracting(Reshard::parents)
                .containsExactly(List.of(0), List.of(1), List.of(2));
        assertThat(grown.declaring(4, NOW)).isEqualTo(grown);
    }

    @Test
    void halfAMillionFirstShardsAreNotKeptOneByOne() {
        Lineage many = Lineage.of(Topic.MAX_SHARDS, Instant.EPOCH);
        Done merged = done(many.merge(Topic.MAX_SHARDS - 2, NOW));
        assertThat(merged.lineage().steps()).hasSize(1);
        assertThat(merged.shards()).extracting(Shard::number).containsExactly(500_000, 499_998, 499_999);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverIsSplitAndMergedTheOpenShardsHaveEveryKeyOnce(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Lineage lineage = Lineage.of(random.nextInt(1, 9), Instant.EPOCH);
        for (int i = 0; i < 60; i++) {
            int number = random.nextInt(lineage.size());
            Resharding next = random.nextInt(3) == 0
                    ? lineage.splitInto(number, random.nextInt(2, 5), Instant.ofEpochMilli(i))
                    : lineage.merge(number, Instant.ofEpochMilli(i));
            lineage = next instanceof Done done ? done.lineage() : lineage;
            assertTiled(lineage);
        }
    }

    private static void assertTiled(Lineage lineage) {
        List<KeyRange> open = new ArrayList<>(lineage.shards()
                .filter(shard -> !shard.readOnly())
                .map(Shard::range)
                .sorted(Comparator.comparing(KeyRange::begin))
                .toList());
        assertThat(open).hasSize(lineage.open());
        assertThat(open.get(0).begin()).isEqualTo(KeyRange.WHOLE.begin());
        assertThat(open.get(open.size() - 1).end()).isEqualTo(KeyRange.WHOLE.end());
        assertThat(IntStream.range(1, open.size()))
                .allSatisfy(i -> assertThat(open.get(i).begin())
                        .isEqualTo(open.get(i - 1).end()));
    }

    private static BigInteger key(String start) {
        return KeyRange.key(start + "0".repeat(KeyRange.HEX_DIGITS - start.length()))
                .orElseThrow();
    }

    private static Done done(Resharding end) {
        assertThat(end).isInstanceOf(Done.class);
        return (Done) end;
    }

    private static Reason reason(Resharding end) {
        assertThat(end).isInstanceOf(Refused.class);
        return ((Refused) end).reason();
    }

    private static String describe(Shard shard) {
        return shard.number() + (shard.readOnly() ? "r " : " ")
                + KeyRange.hex(shard.range().begin()) + " "
                + KeyRange.hex(shard.range().end()) + " " + shard.parents();
    }
}
