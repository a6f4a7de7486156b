package io.shardbeat.redis.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.catalog.Topic;
import io.shardbeat.group.GroupOverrides;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.wish.WeightRule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsRecordTest {
    private final SettingsRecord record = new SettingsRecord(Duration.ofSeconds(6), Duration.ofHours(1));

    /** Of the whole range that the wires have, and of what a file may say. */
    @ParameterizedTest
    @CsvSource({
        "1, 6000",
        "6, 6000",
        "7, 7000",
        "3600, 3600000",
        "2147483647, 3600000",
        "2147483648, 3600000",
        "4294967295, 3600000",
        "9223372036854775807, 3600000"
    })
    void aTimeoutIsKeptAsItWasGivenAndInForceWithinItsBounds(long given, long millisInForce) {
        GroupSettings settings = new GroupSettings(given, false, List.of("t"));
        Map<String, String> hash = hash(record.fields(settings));
        assertThat(record.settings(hash)).isEqualTo(settings);
        assertThat(hash).containsEntry("timeout", Long.toString(given));
        assertThat(SettingsRecord.ttl(hash)).isEqualTo(Duration.ofMillis(millisInForce));
    }

    @Test
    void weightsByNameComeBackInTheirOrder() {
        GroupOverrides overrides =
                new GroupOverrides(null, null, null, List.of(new WeightRule("big one-*", 4), new WeightRule("*", 2)));
        GroupSettings settings = new GroupSettings(20, false, List.of("t"), overrides);
        assertThat(record.settings(hash(record.fields(settings)))).isEqualTo(settings);
    }

    @Test
    void whatATopicWasAskedForComesBack() {
        Topic topic = new Topic("t", "name", 2)
                .withTags(Map.of("k", "v"))
                .withSettings(Map.of("Period", "30", "Describes", "\"a \\\"b\\\"\""));
        byte[] written = TopicRecord.encode(topic).getBytes(StandardCharsets.UTF_8);
        assertThat(TopicRecord.decode("t", written)).isEqualTo(topic);
    }

    private static Map<String, String> hash(List<String> fields) {
        Map<String, String> hash = new HashMap<>();
        for (int i = 0; i < fields.size(); i += 2) {
            hash.put(fields.get(i), fields.get(i + 1));
        }
        return hash;
    }
}
