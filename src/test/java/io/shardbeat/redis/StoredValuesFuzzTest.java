package io.shardbeat.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.cls.group.ClsShardSetCodec;
import io.shardbeat.coordinator.groups.HistoryPage.Pass;
import io.shardbeat.fuzz.Bounds;
import io.shardbeat.group.Grant;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Lease;
import io.shardbeat.group.safeguard.SafeguardState;
import io.shardbeat.redis.format.CheckpointRecord;
import io.shardbeat.redis.format.HistoryRecord;
import io.shardbeat.redis.format.Millis;
import io.shardbeat.redis.format.Records;
import io.shardbeat.redis.format.SafeguardRecord;
import io.shardbeat.redis.format.SettingsRecord;
import io.shardbeat.redis.format.TopicRecord;
import io.shardbeat.redis.format.UnreadableRecordException;
import io.shardbeat.sls.group.SlsShardSetCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whatever lies in Redis is either read, and then comes back as it was read when it is written again, or refused with an
 * {@link UnreadableRecordException}. An input is a line with the kind of value, then the value; of a hash, a line for each
 * field, with tabs for line feeds.
 */
class StoredValuesFuzzTest {
    private static final GroupId SLS = new GroupId(new Namespace("sls", "p"), "l", "g");
    private static final GroupId CLS = new GroupId(new Namespace("cls", "L"), "", "g");
    private static final Records OF_SLS = new Records(SLS, new SlsShardSetCodec());
    private static final Records OF_CLS = new Records(CLS, new ClsShardSetCodec());
    private static final HistoryRecord HISTORY = new HistoryRecord();
    private static final SettingsRecord SETTINGS = new SettingsRecord(Duration.ofSeconds(1), Duration.ofHours(1));

    @FuzzTest
    void everyValueIsReadOrRefused(byte[] input) throws Exception {
        int line = 0;
        while (line < input.length && input[line] != '\n') {
            line++;
        }
        String kind = new String(input, 0, line, StandardCharsets.ISO_8859_1);
        byte[] value = Arrays.copyOfRange(input, Math.min(line + 1, input.length), input.length);
        Bounds.check(input, () -> {
            try {
                read(kind, value);
            } catch (UnreadableRecordException e) {
                assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(5_000);
            }
        });
    }

    private static void read(String kind, byte[] value) {
        switch (kind) {
            case "sls-member" -> member(OF_SLS, value);
            case "cls-member" -> member(OF_CLS, value);
            case "sls-lease" -> lease(OF_SLS, value);
            case "cls-lease" -> lease(OF_CLS, value);
            case "hand-over" -> handOver(value);
            case "checkpoint" ->
                assertThat(Millis.of(CheckpointRecord.decode(value).updated())).isNotNegative();
            case "topic" -> topic(value);
            case "tags" -> tags(value);
            case "settings" -> settings(fields(value));
            case "watch" -> watch(fields(value));
            case "history" -> history(fields(value));
            default -> {}
        }
    }

    private static void member(Records records, byte[] value) {
        Grant grant = records.grant(value);
        assertThat(records.grant(records.member(grant))).isEqualTo(grant);
    }

    /** Lua writes leases. */
    private static void lease(Records records, byte[] value) {
        Lease lease = records.lease(value);
        assertThat(lease.answeredEpoch()).isNotNegative();
        assertThat(lease.previousEpoch()).isNotNegative();
    }

    private static void handOver(byte[] value) {
        HandOver handOver = Records.handOver("topic/7", value);
        assertThat(handOver.sinceEpoch()).isNotNegative();
        assertThat(Millis.of(handOver.since())).isNotNegative();
        assertThat(Millis.of(handOver.released())).isNotNegative();
        byte[] again = Records.handOver(handOver).getBytes(StandardCharsets.UTF_8);
        assertThat(Records.handOver("topic/7", again)).isEqualTo(handOver);
    }

    private static void topic(byte[] value) {
        Topic topic = TopicRecord.decode("t", value);
        byte[] again = TopicRecord.encode(topic).getBytes(StandardCharsets.UTF_8);
        assertThat(TopicRecord.encode(TopicRecord.decode("t", again))).isEqualTo(TopicRecord.encode(topic));
    }

    private static void tags(byte[] value) {
        Map<String, String> tags = TopicRecord.texts(new String(value, StandardCharsets.UTF_8));
        assertThat(TopicRecord.texts(TopicRecord.texts(tags).toString())).isEqualTo(tags);
    }

    private static void settings(Map<String, String> hash) {
        assertThat(SettingsRecord.ttl(hash)).isGreaterThanOrEqualTo(Duration.ZERO);
        GroupSettings settings = SETTINGS.settings(hash);
        assertThat(SETTINGS.settings(map(SETTINGS.fields(settings)))).isEqualTo(settings);
    }

    private static void watch(Map<String, String> hash) {
        SafeguardState watch = SafeguardRecord.watch(hash);
        assertThat(SafeguardRecord.watch(map(SafeguardRecord.fields(watch)))).isEqualTo(watch);
    }

    private static void history(Map<String, String> fields) {
        Pass pass = HISTORY.decode(fields.getOrDefault("id", ""), fields);
        assertThat(pass.decisions()).doesNotContainNull();
        fields.put("decisions", HISTORY.encode(pass.decisions()));
        assertThat(HISTORY.decode(fields.get("id"), fields).decisions())
                .containsExactlyInAnyOrderElementsOf(pass.decisions());
    }

    private static Map<String, String> fields(byte[] value) {
        Map<String, String> fields = new HashMap<>();
        for (String line : new String(value, StandardCharsets.UTF_8).split("\n")) {
            String[] field = line.split(" ", 2);
            fields.put(field[0], field.length == 1 ? "" : field[1].replace('\t', '\n'));
        }
        return fields;
    }

    private static Map<String, String> map(List<String> flat) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < flat.size(); i += 2) {
            map.put(flat.get(i), flat.get(i + 1));
        }
        return map;
    }
}
