package io.shardbeat.redis.group;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupPolicy;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupShards;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Member;
import io.shardbeat.group.wish.Wishes;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.redis.format.Millis;
import io.shardbeat.redis.format.SafeguardRecord;
import io.shardbeat.redis.format.SettingsRecord;
import io.shardbeat.redis.format.StoredNumber;
import io.shardbeat.redis.format.UnreadableRecordException;
import io.shardbeat.redis.format.WishesRecord;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What claim_group.lua and look_group.lua reply: the group's hash and the sizes of the rest, which is read after it. */
public final class GroupHead {
    private static final int MARK = 7;

    final GroupId group;
    final GroupKeys keys;
    final ShardSetCodec codec;
    final Map<String, String> hash;
    private final Response reply;

    public GroupHead(GroupKeys keys, ShardSetCodec codec, Response reply) {
        this.group = keys.id;
        this.keys = keys;
        this.codec = codec;
        this.reply = reply;
        this.hash = SettingsRecord.hash(reply.get(3));
        String format = SettingsRecord.required(hash, "format");
        if (!format.equals(Keys.FORMAT)) {
            throw UnreadableRecordException.of(
                    "a group", hash, new IllegalArgumentException("its format is none that is known here"));
        }
    }

    /** Tells this claim from a later wake-up; empty when nothing was claimed. */
    String token() {
        return reply.get(1).toString();
    }

    /** Whether an earlier pass set the group apart. Not told to onlookers. */
    boolean isMarked() {
        return reply.size() > MARK && reply.get(MARK).toInteger() == 1;
    }

    public long epoch() {
        return number("epoch", SettingsRecord.required(hash, "epoch"));
    }

    /** Since when the group is ordered; {@code null} when it was created so. */
    public @Nullable Instant orderedSince() {
        return since("orderedsince");
    }

    /** {@code null} where there is none. */
    private @Nullable Instant since(String field) {
        return Millis.time(number(field, hash.getOrDefault(field, "0")));
    }

    private long number(String field, String value) {
        try {
            return StoredNumber.of(value);
        } catch (NumberFormatException e) {
            throw UnreadableRecordException.of("a group's " + field, hash, e);
        }
    }

    int members() {
        return reply.get(4).toInteger();
    }

    int handOvers() {
        return reply.get(5).toInteger();
    }

    int fences() {
        return reply.get(6).toInteger();
    }

    /** What operators want. */
    Wishes wishes() {
        try {
            return WishesRecord.wishes(hash);
        } catch (RuntimeException e) {
            throw UnreadableRecordException.of("a group's wishes", hash, e);
        }
    }

    public GroupSnapshot snapshot(
            GroupSettings settings,
            GroupPolicy policy,
            List<Member> members,
            List<HandOver> handOvers,
            Map<ShardId, Instant> fences,
            GroupShards shards) {
        try {
            return read(settings, policy, members, handOvers, fences, shards);
        } catch (RuntimeException e) {
            throw UnreadableRecordException.of("a group", hash, e);
        }
    }

    private GroupSnapshot read(
            GroupSettings settings,
            GroupPolicy policy,
            List<Member> members,
            List<HandOver> handOvers,
            Map<ShardId, Instant> fences,
            GroupShards shards) {
        Instant resumed = Millis.time(reply.get(2).toString());
        return new GroupSnapshot(
                group,
                settings,
                policy,
                epoch(),
                Instant.ofEpochMilli(StoredNumber.of(reply.get(0).toString())),
                resumed == null ? null : resumed.plus(policy.sessionTimeout()),
                since("forming"),
                members,
                handOvers,
                fences,
                SafeguardRecord.watch(hash),
                shards,
                wishes(),
                number("rebuild", hash.getOrDefault("rebuild", "0")),
                since("created"));
    }
}
