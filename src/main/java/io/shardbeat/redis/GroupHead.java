package io.shardbeat.redis;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupPolicy;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupShards;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Member;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Map;

/** What claim_group.lua and look_group.lua reply: the group's hash and the sizes of the rest, which is read after it. */
final class GroupHead {
    private static final int MARK = 7;

    final GroupId group;
    final GroupKeys keys;
    final ShardSetCodec codec;
    final Map<String, String> hash;
    private final Response reply;

    GroupHead(GroupKeys keys, ShardSetCodec codec, Response reply) {
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

    long epoch() {
        return number("epoch", SettingsRecord.required(hash, "epoch"));
    }

    /** Since when the group is ordered, in Redis milliseconds; 0 when it was created so. */
    long orderedSinceMillis() {
        return since("orderedsince");
    }

    /** A time in Redis milliseconds; 0 where there is none. */
    private long since(String field) {
        return number(field, hash.getOrDefault(field, "0"));
    }

    private long number(String field, String value) {
        try {
            return Long.parseLong(value);
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

    GroupSnapshot snapshot(
            GroupSettings settings,
            GroupPolicy policy,
            List<Member> members,
            List<HandOver> handOvers,
            Map<ShardId, Long> fences,
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
            Map<ShardId, Long> fences,
            GroupShards shards) {
        long resumed = Long.parseLong(reply.get(2).toString());
        return new GroupSnapshot(
                group,
                settings,
                policy,
                epoch(),
                Long.parseLong(reply.get(0).toString()),
                resumed + policy.sessionTimeout().toMillis(),
                since("forming"),
                members,
                handOvers,
                fences,
                WatchRecord.watch(hash),
                shards,
                WishesRecord.wishes(hash),
                since("rebuild"),
                since("created"));
    }
}
