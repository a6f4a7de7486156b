package io.shardbeat.redis.group;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.redis.beat.GroupKeyCache.BeatTarget;
import io.shardbeat.redis.beat.RenewReply;
import io.shardbeat.redis.format.Codecs;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.Records;
import io.shardbeat.redis.format.StoredNumber;
import io.shardbeat.redis.link.LuaScript;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Heartbeats of groups whose ownership is being rebuilt: rare, and so decoded here where the usual ones are not. */
final class RebuildBeats {
    private static final LuaScript NOTE_REPORT = LuaScript.named("note_report");
    private static final BeatReply UNSETTLED = new BeatReply.Unsettled();

    private final RedisPipeline redis;
    private final Codecs codecs;
    private final int mostMembers;

    RebuildBeats(RedisPipeline redis, Codecs codecs, int mostMembers) {
        this.redis = redis;
        this.codecs = codecs;
        this.mostMembers = mostMembers;
    }

    /** The first of them settles the group; both go out together, and in this order. */
    CompletionStage<BeatReply> note(Heartbeat heartbeat, BeatTarget target) {
        GroupKeys keys = target.keys();
        String member = heartbeat.member().name();
        RedisCall note = NOTE_REPORT.call(
                List.of(keys.group, keys.members, keys.lease(member), keys.due),
                keys.path,
                member,
                heartbeat.report(),
                Long.toString(heartbeat.sentAtSeconds()),
                target.emptyGrant(),
                Integer.toString(mostMembers));
        CompletionStage<@Nullable Response> settled = redis.send(GroupReader.settle(keys));
        return redis.send(note).thenCombine(settled, (reply, done) -> {
            if (reply == null) {
                return new BeatReply.NoGroup();
            }
            if (reply.type() == ResponseType.MULTI) {
                return answer(heartbeat, reply);
            }
            return RenewReply.isFull(reply) ? new BeatReply.Full(mostMembers) : UNSETTLED;
        });
    }

    /**
     * Confirms of a grant only what this heartbeat lists: a shard that it does not list may be somebody else's. Who lists
     * none has nothing to lose, and need not wait for what is not certain.
     *
     * @param reply epoch, member record, and 1 when that answers the heartbeat, 0 when it is not certain yet, -1 when the
     *     epoch is not either
     */
    BeatReply answer(Heartbeat heartbeat, Response reply) {
        byte[] record = reply.get(1).toBytes();
        int certain = reply.get(2).toInteger();
        ShardSetCodec codec = codecs.of(heartbeat.group());
        if (certain < 1 || !Records.isConfirmed(record)) {
            return certain < 0 || heartbeat.hasShards()
                    ? UNSETTLED
                    : new BeatReply.Known(
                            epoch(heartbeat, reply), codec.encode(heartbeat.group(), ShardSet.EMPTY), true, true);
        }
        ShardSet grant = codec.decode(heartbeat.group(), Records.grantBytes(record));
        ShardSet confirmed = grant.intersect(codec.decode(heartbeat.group(), heartbeat.report()));
        return new BeatReply.Known(epoch(heartbeat, reply), codec.encode(heartbeat.group(), confirmed), false, false);
    }

    /** The first of the reply. */
    static long epoch(Heartbeat heartbeat, Response reply) {
        try {
            return StoredNumber.of(reply.get(0).toString());
        } catch (NumberFormatException e) {
            throw StoreUnavailableException.damaged("the epoch of " + heartbeat.group(), e);
        }
    }
}
