package io.shardbeat.redis;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.GroupStore;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.Plan;
import io.shardbeat.redis.BeatTargets.BeatTarget;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The group store in Redis. Heartbeats are here; passes and sweeps in classes of their own. */
final class RedisGroupStore implements GroupStore {
    private static final LuaScript RENEW_LEASE = LuaScript.named("renew_lease");
    private static final BeatReply NO_GROUP = new BeatReply.NoGroup();
    private static final BeatReply NO_MEMBER = new BeatReply.NoMember();

    private final RedisPipeline redis;
    private final String defaultMargin;
    private final BeatTargets targets;
    private final Map<String, ShardSetCodec> codecs;
    private final GroupReader reader;
    private final PlanWriter writer;
    private final BucketSweeper sweeper;

    RedisGroupStore(
            RedisPipeline redis,
            Map<String, ShardSetCodec> codecs,
            GroupReader reader,
            PlanWriter writer,
            BucketSweeper sweeper) {
        this.redis = redis;
        this.codecs = codecs;
        this.targets = new BeatTargets(group -> codec(group).encode(group, ShardSet.EMPTY));
        this.reader = reader;
        this.defaultMargin = reader.defaults().fenceMargin().isAuto() ? SettingsRecord.AUTO : "";
        this.writer = writer;
        this.sweeper = sweeper;
    }

    @Override
    public CompletionStage<BeatReply> beat(Heartbeat heartbeat) {
        BeatTarget target = targets.of(heartbeat.group());
        GroupKeys keys = target.keys();
        String member = heartbeat.member().name();
        boolean joins = !heartbeat.hasShards() || heartbeat.stranger() == Stranger.ADMIT;
        RedisCall call = RENEW_LEASE.call(
                List.of(keys.group, keys.members, keys.lease(member), keys.due, keys.intervals),
                keys.path,
                member,
                heartbeat.report(),
                Long.toString(heartbeat.sentAtSeconds()),
                joins ? "1" : "0",
                target.emptyGrant(),
                defaultMargin);
        return redis.send(call).thenApply(RedisGroupStore::beatReply);
    }

    private static BeatReply beatReply(@Nullable Response reply) {
        if (reply == null) {
            return NO_GROUP;
        }
        if (reply.type() != ResponseType.MULTI) {
            return NO_MEMBER;
        }
        return known(reply.get(0), reply.get(1), reply.size() > 2);
    }

    private static BeatReply.Known known(Response epoch, Response record, boolean due) {
        byte[] bytes = record.toBytes();
        return new BeatReply.Known(epoch.toLong(), Records.grantBytes(bytes), Records.isPending(bytes), due);
    }

    @Override
    public CompletionStage<Optional<BeatReply.Known>> grant(GroupId group, MemberId member) {
        GroupKeys keys = targets.of(group).keys();
        return redis.sendAll(List.of(
                        Request.cmd(Command.HGET).arg(keys.members).arg(member.name()),
                        Request.cmd(Command.HGET).arg(keys.group).arg("epoch")))
                .thenApply(replies -> {
                    Response record = replies.get(0);
                    Response epoch = replies.get(1);
                    return record == null || epoch == null
                            ? Optional.empty()
                            : Optional.of(known(epoch, record, false));
                });
    }

    @Override
    public CompletionStage<Optional<Claim>> claim(GroupId group) {
        return reader.claim(group, codec(group));
    }

    @Override
    public CompletionStage<CommitOutcome> commit(Claim claim, Plan plan) {
        return writer.commit(claim, plan, codec(claim.snapshot().id()));
    }

    @Override
    public CompletionStage<List<GroupId>> sweep(int bucket, Sweep sweep) {
        return sweeper.sweep(bucket, sweep);
    }

    @Override
    public int buckets() {
        return Keys.BUCKETS;
    }

    private ShardSetCodec codec(GroupId group) {
        ShardSetCodec codec = codecs.get(group.namespace().dialect());
        if (codec == null) {
            throw new IllegalStateException(
                    "no codec for groups of dialect " + group.namespace().dialect() + ", known are " + codecs.keySet());
        }
        return codec;
    }
}
