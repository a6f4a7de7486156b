package io.shardbeat.cls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.shardbeat.assignment.ShardSet;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClsShardSetCodecTest {
    private final ClsShardSetCodec codec = new ClsShardSetCodec();

    @Test
    void writesTheFieldOfTheProtocol() {
        assertThat(codec.dialect()).isEqualTo("cls");
        assertThat(text(ShardSet.EMPTY)).isEqualTo("[]");
        assertThat(text(ShardSet.of("t", 1, 0))).isEqualTo("[{\"TopicID\":\"t\",\"Partitions\":[0,1]}]");
        ShardSet two = new ShardSet.Builder().topic("u").add("t", 12).build();
        assertThat(text(two))
                .isEqualTo("[{\"TopicID\":\"t\",\"Partitions\":[12]},{\"TopicID\":\"u\",\"Partitions\":[]}]");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void readsBackWhatItWrites(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            ShardSet set = someSet(random);
            assertThat(codec.decode(codec.encode(set)))
                    .as("seed %d, set %d", seed, i)
                    .isEqualTo(set);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void equalSetsAreEqualBytes(long seed) {
        ShardSet set = someSet(new Random(seed));
        ShardSet.Builder backwards = new ShardSet.Builder();
        for (int i = set.shards().size() - 1; i >= 0; i--) {
            backwards.add(set.shards().get(i).topic(), set.shards().get(i).number());
        }
        assertThat(codec.encode(backwards.topics(set.topics()).build())).isEqualTo(codec.encode(set));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[",
                "[7]",
                "[{}]",
                "[{\"TopicID\":7}]",
                "[{\"TopicID\":\"t\"}]",
                "[{\"TopicID\":\"t\",\"Partitions\":[1.5]}]",
                "[{\"TopicID\":\"t\",\"Partitions\":[1]"
            })
    void refusesWhatItDidNotWrite(String bytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.decode(bytes.getBytes(StandardCharsets.US_ASCII)))
                .withMessageContaining("not in the form this codec writes");
    }

    private String text(ShardSet set) {
        return new String(codec.encode(set), StandardCharsets.US_ASCII);
    }

    private static ShardSet someSet(Random random) {
        ShardSet.Builder set = new ShardSet.Builder();
        for (int topics = random.nextInt(6); topics > 0; topics--) {
            String topic = "t-" + random.nextInt(100);
            set.topic(topic);
            for (int partitions = random.nextInt(20); partitions > 0; partitions--) {
                set.add(topic, random.nextInt(1 << random.nextInt(31)));
            }
        }
        return set.build();
    }
}
