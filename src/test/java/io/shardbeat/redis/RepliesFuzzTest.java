package io.shardbeat.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.fuzz.Bounds;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupPolicy;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupShards;
import io.shardbeat.redis.beat.RenewReply;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.UnreadableRecordException;
import io.shardbeat.redis.group.GroupHead;
import io.shardbeat.sls.group.SlsShardSetCodec;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.BulkType;
import io.vertx.redis.client.impl.types.MultiType;
import io.vertx.redis.client.impl.types.NumberType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What the scripts reply holds values as they are stored, damaged ones too: it is read, or refused with an
 * {@link UnreadableRecordException}, or as damage where a heartbeat asked. An input is {@code renew} and the one string that renew_lease.lua answers, or
 * {@code head} and the fields of the group's hash, a line each.
 */
class RepliesFuzzTest {
    private static final GroupKeys KEYS = new GroupKeys(new GroupId(new Namespace("sls", "p"), "l", "g"));
    private static final GroupSettings SETTINGS = new GroupSettings(20, false, List.of("l"));
    private static final GroupPolicy POLICY = new GroupPolicy(Duration.ofSeconds(20), Duration.ZERO, Duration.ZERO);

    @FuzzTest
    void everyReplyIsReadOrRefused(byte[] input) throws Exception {
        String kind = new String(input, 0, Math.min(5, input.length), StandardCharsets.ISO_8859_1);
        byte[] value = Arrays.copyOfRange(input, Math.min(6, input.length), Math.max(6, input.length));
        Bounds.check(input, () -> {
            try {
                if (kind.equals("renew")) {
                    renewed(value);
                } else if (kind.startsWith("head")) {
                    head(value);
                }
            } catch (UnreadableRecordException e) {
                assertThat(e.getMessage()).doesNotContain("\n");
            } catch (StoreUnavailableException e) {
                assertThat(e.reason()).isEqualTo(StoreUnavailableException.Reason.DAMAGED);
            }
        });
    }

    /** The epoch, and where it is not pending a grant that is the end of the reply. */
    private static void renewed(byte[] value) {
        Response reply = bulk(value);
        assertThat(RenewReply.isUncertain(reply)).isFalse();
        BeatReply.Known known = (BeatReply.Known) RenewReply.of(reply, 10);
        assertThat(known.epoch()).isNotNegative();
        String text = new String(value, StandardCharsets.ISO_8859_1);
        assertThat(text).endsWith(new String(known.grant(), StandardCharsets.ISO_8859_1));
        assertThat(text).matches("(?s)!?[0-9]+ ([pah]|c[0-9]+ ).*");
    }

    private static void head(byte[] value) {
        String[] lines = new String(value, StandardCharsets.UTF_8).split("\n");
        MultiType hash = MultiType.create(2 * lines.length, false);
        for (String line : lines) {
            String[] field = line.split(" ", 2);
            hash.add(bulk(field[0].getBytes(StandardCharsets.UTF_8)));
            hash.add(bulk(field[field.length - 1].replace('\t', '\n').getBytes(StandardCharsets.UTF_8)));
        }
        MultiType reply = MultiType.create(7, false);
        reply.add(bulk("1700000000000".getBytes(StandardCharsets.US_ASCII)));
        reply.add(bulk("1700000005000.123".getBytes(StandardCharsets.US_ASCII)));
        reply.add(bulk("0".getBytes(StandardCharsets.US_ASCII)));
        reply.add(hash);
        for (int size = 0; size < 3; size++) {
            reply.add(NumberType.create(0));
        }
        GroupHead head = new GroupHead(KEYS, new SlsShardSetCodec(), reply);
        head.orderedSince();
        assertThat(head.epoch()).isNotNegative();
        GroupShards shards = GroupShards.open(ShardSet.of("l", new int[] {0}));
        assertThat(head.snapshot(SETTINGS, POLICY, List.of(), List.of(), Map.of(), shards)
                        .epoch())
                .isEqualTo(head.epoch());
    }

    private static Response bulk(byte[] value) {
        return BulkType.create(Buffer.buffer(value), false);
    }
}
