package io.shardbeat.sls.group;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.heartbeat.ReportBounds;
import io.shardbeat.group.GroupId;
import io.shardbeat.sls.SlsWorld;
import io.shardbeat.sls.wire.CallRefused;
import io.shardbeat.sls.wire.SlsError;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SlsShardSetCodecTest {
    private static final GroupId PROJECT_GROUP = new GroupId(SlsWorld.PROJECT, "", "g1");

    private final SlsShardSetCodec codec = new SlsShardSetCodec();

    @Test
    void writesAnArrayOfTheLogstoresShards() {
        assertThat(codec.dialect()).isEqualTo("sls");
        assertThat(encoded(ShardSet.of("ls-px", 10, 0, 9, 2147483647))).isEqualTo("[0,9,10,2147483647]");
    }

    @Test
    void writesNoShardsAsAnEmptyArrayWhetherTheLogstoreIsNamedOrNot() {
        assertThat(encoded(ShardSet.EMPTY)).isEqualTo("[]");
        assertThat(encoded(ShardSet.of("ls-px"))).isEqualTo("[]");
    }

    @Test
    void namesTheLogstoreEvenOfAnEmptyReport() {
        assertThat(codec.decode(SlsWorld.GROUP_ID, "[]".getBytes(UTF_8)).topics())
                .isEqualTo(ShardSet.of("ls-px").topics());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void readsBackWhatItWrote(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] numbers =
                random.ints(random.nextInt(300), 0, 1 << random.nextInt(1, 31)).toArray();
        int[] reversed = new int[numbers.length];
        Arrays.setAll(reversed, i -> numbers[numbers.length - 1 - i]);
        ShardSet shards = ShardSet.of("ls-px", numbers);
        assertThat(codec.decode(SlsWorld.GROUP_ID, codec.encode(SlsWorld.GROUP_ID, shards)))
                .isEqualTo(shards);
        assertThat(encoded(ShardSet.of("ls-px", reversed))).isEqualTo(encoded(shards));
    }

    /** What comes after is not looked at any more: it is not even JSON. */
    @Test
    void aReportNamesAsManyLogstoresAsItMayAndNoMore() {
        ReportBounds bounds = new ReportBounds(2, 3);
        assertThat(LogstoreShards.parse("{\"logstores\":{\"a\":[0,1],\"b\":[0]}}".getBytes(UTF_8), bounds))
                .hasToString("{a[0, 1], b[0]}");
        assertRefused("{\"logstores\":{\"a\":[],\"b\":[],\"c\":[and so on", bounds, SlsError.POST_BODY_TOO_LARGE, "2");
        assertRefused("{\"logstores\":{\"a\":[0,1],\"b\":[0,1,and so on", bounds, SlsError.POST_BODY_INVALID, "3");
    }

    private static void assertRefused(String body, ReportBounds bounds, SlsError error, String most) {
        assertThatThrownBy(() -> LogstoreShards.parse(body.getBytes(UTF_8), bounds))
                .isInstanceOfSatisfying(
                        CallRefused.class,
                        refused -> assertThat(refused.error()).isEqualTo(error))
                .hasMessageContaining(most);
    }

    @Test
    void refusesWhatCannotBeWritten() {
        assertThatIllegalStateException()
                .isThrownBy(() -> encoded(ShardSet.of("another", 1)))
                .withMessageContaining("another");
    }

    @Test
    void writesTheShardsOfAProjectsGroupByLogstore() {
        ShardSet shards =
                new ShardSet.Builder().add("b", 7).topic("c").addAll("a", 10, 2).build();
        byte[] encoded = codec.encode(PROJECT_GROUP, shards);
        assertThat(new String(encoded, UTF_8)).isEqualTo("{\"logstores\":{\"a\":[2,10],\"b\":[7],\"c\":[]}}");
        assertThat(codec.decode(PROJECT_GROUP, encoded)).isEqualTo(shards);
        assertThat(new String(codec.encode(PROJECT_GROUP, ShardSet.EMPTY), UTF_8))
                .isEqualTo("{\"logstores\":{}}");
        assertThatIllegalStateException()
                .isThrownBy(() -> codec.decode(PROJECT_GROUP, "[0]".getBytes(UTF_8)))
                .withMessageContaining("sls/proj/g1");
    }

    @Test
    void saysWhichGroupHasAStoredSetThatIsNone() {
        assertThatIllegalStateException()
                .isThrownBy(() -> codec.decode(SlsWorld.GROUP_ID, "garbage".getBytes(UTF_8)))
                .withMessageContaining("sls/proj/ls-px/g1");
    }

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    private String encoded(ShardSet shards) {
        return new String(codec.encode(SlsWorld.GROUP_ID, shards), UTF_8);
    }
}
