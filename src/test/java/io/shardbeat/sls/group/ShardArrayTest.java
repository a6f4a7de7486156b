package io.shardbeat.sls.group;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.catalog.Topic;
import io.shardbeat.sls.SlsWorld;
import io.shardbeat.sls.wire.CallRefused;
import io.shardbeat.sls.wire.SlsError;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardArrayTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | [] | false",
                "[0] | [0] | false",
                "[0, 1] | [0,1] | false",
                "[1,0] | [0,1] | false",
                "[1,1,0,1] | [0,1] | false",
                "[ 10 , 9 ] | [9,10] | false",
                "[2147483647,0] | [0,2147483647] | false",
                "[5,5] | [5] | false",
                "{ \"shards\" : [0]} | [0] | true",
                "{\"shards\":[]} | [] | true",
                "{\"shards\":[1,0]} | [0,1] | true"
            })
    void readsEveryFormOfTheSameSet(String body, String canonical, boolean inObject) {
        ShardArray array = ShardArray.parse(body.getBytes(UTF_8));
        assertThat(new String(array.canonical(), UTF_8)).isEqualTo(canonical);
        assertThat(array.inObject()).isEqualTo(inObject);
        assertThat(array.isEmpty()).isEqualTo(canonical.equals("[]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[ ]", "\t[\r\n]\n", " [0] ", "[\n0\n]"})
    void blanksMayBeAnywhereBetweenTokens(String body) {
        assertThat(new String(ShardArray.parse(body.getBytes(UTF_8)).canonical(), UTF_8))
                .isEqualTo(body.replaceAll("\\s", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[0]", "[0,1]", "[0,9,10,2147483647]"})
    void aBodyThatIsCanonicalIsNotCopied(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        assertThat(ShardArray.parse(bytes).canonical()).isSameAs(bytes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | the body is empty",
                "` ` | has the end at byte 1 where [ was expected",
                "null | has 'n' at byte 0",
                "0 | has '0' at byte 0",
                "`\"0\"` | has '\"' at byte 0",
                "[ | has the end at byte 1 where a shard id was expected",
                "[0 | has the end at byte 2 where , or ] after a shard id was expected",
                "[0,] | has ']' at byte 3 where a shard id was expected",
                "[,0] | has ',' at byte 1",
                "[0 1] | has '1' at byte 3 where , or ]",
                "[0][1] | has '[' at byte 3 where nothing more was expected",
                "[0]x | has 'x' at byte 3",
                "[-1] | has '-' at byte 1 where a shard id was expected",
                "[+1] | has '+' at byte 1",
                "[01] | has '0' at byte 1 where a shard id of 0 to 2147483647 without leading zeros",
                "[1.0] | has '.' at byte 2",
                "[1e0] | has 'e' at byte 2",
                "[2147483648] | has '2' at byte 1 where a shard id of 0 to 2147483647",
                "[99999999999999999999999999] | has '9' at byte 1 where a shard id of 0 to 2147483647",
                "[null] | has 'n' at byte 1",
                "[true] | has 't' at byte 1",
                "[[0]] | has '[' at byte 1",
                "[\"0\"] | has '\"' at byte 1",
                "[\"shards\"] | has '\"' at byte 1",
                "[é] | has byte 0xc3 at byte 1",
                "{} | has '}' at byte 1 where \"shards\" was expected",
                "{\"shards\"} | has '}' at byte 9 where : was expected",
                "{\"shards\":0} | has '0' at byte 10 where [ was expected",
                "{\"shards\":null} | has 'n' at byte 10",
                "{\"shards\":[0] | has the end at byte 13 where } after the array",
                "{\"shards\":[0],\"x\":1} | has ',' at byte 13",
                "{\"logstores\":{\"l1\":[0]}} | has '\"' at byte 1 where \"shards\" was expected",
                "{\"shards\":[0]}[0] | has '[' at byte 14"
            })
    void saysWhatIsWrongAndWhatWasExpected(String body, String message) {
        assertRefused(body.getBytes(UTF_8), message);
    }

    @Test
    void takesAsManyShardsAsALogstoreCanHaveAndNoMore() {
        String most =
                LongStream.range(0, Topic.MAX_SHARDS).mapToObj(Long::toString).collect(Collectors.joining(", "));
        byte[] body = ("[" + most + "]").getBytes(UTF_8);
        assertThat(ShardArray.parse(body).numbers()).hasSize(Topic.MAX_SHARDS);
        assertThat(body)
                .hasSizeLessThan(SlsWorld.open()
                        .dialect
                        .open(SlsWorld.request("POST", SlsWorld.BEAT).raw())
                        .maxBodyBytes());
        assertRefused(("[0," + most + "]").getBytes(UTF_8), "lists more than 500000 shard ids");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyOrderRepetitionAndBlanksGiveTheSameBytes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] numbers = random.ints(random.nextInt(1, 200), 0, random.nextBoolean() ? 50 : Integer.MAX_VALUE)
                .toArray();
        String body = Arrays.stream(numbers)
                .mapToObj(number -> " ".repeat(random.nextInt(2)) + number + "\n".repeat(random.nextInt(2)))
                .collect(Collectors.joining(",", "[", "]"));
        TreeSet<Integer> set = Arrays.stream(numbers).boxed().collect(Collectors.toCollection(TreeSet::new));
        assertThat(new String(ShardArray.parse(body.getBytes(UTF_8)).canonical(), UTF_8))
                .isEqualTo(set.toString().replace(" ", ""));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void garbageIsRefusedAndNothingElse(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String alphabet = "[]{}\":,0123456789shards -.e\\u\u00e9\u0000";
        for (int i = 0; i < 2000; i++) {
            byte[] body = random.ints(random.nextInt(12), 0, alphabet.length())
                    .mapToObj(at -> String.valueOf(alphabet.charAt(at)))
                    .collect(Collectors.joining())
                    .getBytes(UTF_8);
            try {
                assertThat(ShardArray.parse(ShardArray.parse(body).canonical()).inObject())
                        .isFalse();
            } catch (CallRefused refused) {
                assertThat(refused.error()).isEqualTo(SlsError.POST_BODY_INVALID);
            }
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    private static void assertRefused(byte[] body, String message) {
        assertThatThrownBy(() -> ShardArray.parse(body))
                .isInstanceOfSatisfying(
                        CallRefused.class,
                        refused -> assertThat(refused.error()).isEqualTo(SlsError.POST_BODY_INVALID))
                .hasMessageContaining(message)
                .hasMessageEndingWith("it must be a JSON array of shard ids, such as [0,1] or []");
    }
}
