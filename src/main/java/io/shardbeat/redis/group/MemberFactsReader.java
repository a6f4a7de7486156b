package io.shardbeat.redis.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.groups.MemberFacts;
import io.shardbeat.group.GroupId;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.JoinRecord;
import io.shardbeat.redis.format.StoredNumber;
import io.shardbeat.redis.link.LuaScript;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Reads what operators want to know of members: some at a time, a long call would stop every heartbeat behind it. */
final class MemberFactsReader {
    private static final LuaScript LOOK_MEMBERS = LuaScript.named("look_members");
    private static final int CHUNK = 250;

    private final RedisPipeline redis;

    MemberFactsReader(RedisPipeline redis) {
        this.redis = redis;
    }

    CompletionStage<Map<MemberId, MemberFacts>> read(GroupId group, List<MemberId> members) {
        GroupKeys keys = new GroupKeys(group);
        List<List<MemberId>> chunks = new ArrayList<>();
        for (int from = 0; from < members.size(); from += CHUNK) {
            chunks.add(members.subList(from, Math.min(members.size(), from + CHUNK)));
        }
        return redis.sendAll(chunks.stream().map(chunk -> call(keys, chunk)).toList())
                .thenApply(replies -> {
                    Map<MemberId, MemberFacts> facts = new HashMap<>();
                    for (int i = 0; i < chunks.size(); i++) {
                        collect(chunks.get(i), replies.get(i), facts);
                    }
                    return facts;
                });
    }

    private static RedisCall call(GroupKeys keys, List<MemberId> members) {
        List<String> names = new ArrayList<>(List.of(keys.joins));
        members.forEach(member -> names.add(keys.lease(member.name())));
        return LOOK_MEMBERS.call(names, members.stream().map(MemberId::name).toArray());
    }

    private static void collect(List<MemberId> members, @Nullable Response reply, Map<MemberId, MemberFacts> into) {
        if (reply == null) {
            return;
        }
        Instant now = Instant.ofEpochMilli(StoredNumber.of(reply.get(0).toString()));
        for (int i = 0; i < members.size(); i++) {
            long left = reply.get(1 + i).toLong();
            String join = reply.get(1 + members.size() + i).toString();
            into.put(
                    members.get(i),
                    new MemberFacts(now, left < 0 ? null : Duration.ofMillis(left), JoinRecord.decode(join)));
        }
    }
}
