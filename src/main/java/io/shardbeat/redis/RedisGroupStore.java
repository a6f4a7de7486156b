package io.shardbeat.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.GroupStore;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Plan;
import io.shardbeat.redis.BeatTargets.BeatTarget;
import io.shardbeat.redis.BeatTargets.EncodedKeys;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The group store in Redis. Heartbeats are here; passes and sweeps in classes of their own. */
final class RedisGroupStore implements GroupStore {
    private static final LuaScript RENEW_LEASE = LuaScript.named("renew_lease");
    private static final LuaScript READ_GRANT = LuaScript.named("read_grant");
    private static final byte[] NOTHING = new byte[0];

    private final RedisPipeline redis;
    private final byte[] defaultMargin;
    private final BeatTargets targets;
    private final Codecs codecs;
    private final GroupReader reader;
    private final PlanWriter writer;
    private final BucketSweeper sweeper;
    private final RebuildBeats rebuild;

    RedisGroupStore(RedisPipeline redis, Codecs codecs, GroupReader reader, PlanWriter writer, BucketSweeper sweeper) {
        this.redis = redis;
        this.codecs = codecs;
        this.targets = new BeatTargets(group -> codecs.of(group).encode(group, ShardSet.EMPTY));
        this.reader = reader;
        this.defaultMargin =
                reader.defaults().fenceMargin().isAuto() ? SettingsRecord.AUTO.getBytes(US_ASCII) : NOTHING;
        this.writer = writer;
        this.sweeper = sweeper;
        this.rebuild = new RebuildBeats(redis, codecs);
    }

    @Override
    public CompletionStage<BeatReply> beat(Heartbeat heartbeat) {
        BeatTarget target = targets.of(heartbeat.group());
        Link link = redis.linkOfThisLoop();
        if (link != null) {
            return beat(heartbeat, target, link);
        }
        CompletableFuture<BeatReply> reply = new CompletableFuture<>();
        redis.onBackground(background -> beat(heartbeat, target, background).whenComplete((known, failure) -> {
            if (failure == null) {
                reply.complete(known);
            } else {
                reply.completeExceptionally(failure);
            }
        }));
        return reply;
    }

    /** What a connection knows is of use to heartbeats that go over this very connection only. */
    private CompletionStage<BeatReply> beat(Heartbeat heartbeat, BeatTarget target, Link link) {
        SteadyViews views = link.views(target.encoded().group());
        SteadyView view = views == null ? null : views.of(heartbeat.group());
        SteadyMember member = view == null ? null : view.member(heartbeat.member());
        return view != null && member != null && member.expects(heartbeat)
                ? SteadyBeats.beat(link, view, member, heartbeat, () -> renew(heartbeat, target, link))
                : renew(heartbeat, target, link);
    }

    private CompletionStage<BeatReply> renew(Heartbeat heartbeat, BeatTarget target, Link link) {
        SteadyViews views = link.views(target.encoded().group());
        EncodedKeys keys = target.encoded();
        String member = heartbeat.member().name();
        boolean joins = !heartbeat.hasShards() || heartbeat.stranger() == Stranger.ADMIT;
        RedisCall call = RENEW_LEASE.call(
                List.of(
                        keys.group(),
                        keys.members(),
                        target.keys().lease(member),
                        keys.sweep(),
                        keys.due(),
                        keys.intervals()),
                member,
                heartbeat.report(),
                Long.toString(heartbeat.sentAtSeconds()),
                joins ? target.emptyGrant() : NOTHING,
                keys.path(),
                defaultMargin,
                Records.family(heartbeat.sender().family()));
        link.send(call);
        return call.reply.thenCompose(reply -> {
            if (RenewReply.isUncertain(reply)) {
                return rebuild.note(heartbeat, target);
            }
            BeatReply answer = RenewReply.of(reply);
            if (views != null
                    && call.detours == 0
                    && answer instanceof BeatReply.Known known
                    && RenewReply.isSteady(reply)) {
                views.learn(target, heartbeat, known, defaultMargin.length > 0);
            }
            return CompletableFuture.completedFuture(answer);
        });
    }

    @Override
    public CompletionStage<Optional<BeatReply>> answer(Heartbeat heartbeat) {
        GroupKeys keys = targets.of(heartbeat.group()).keys();
        RedisCall call = READ_GRANT.call(
                List.of(keys.group, keys.members, keys.sweep),
                heartbeat.member().name());
        return redis.send(call)
                .thenApply(reply -> reply == null ? Optional.empty() : Optional.of(answer(heartbeat, reply)));
    }

    private BeatReply answer(Heartbeat heartbeat, Response reply) {
        byte[] record = reply.get(1).toBytes();
        return Records.isConfirmed(record) || reply.get(2).toInteger() == 0
                ? rebuild.answer(heartbeat, reply)
                : new BeatReply.Known(
                        reply.get(0).toLong(), Records.grantBytes(record), Records.isPending(record), false);
    }

    @Override
    public CompletionStage<Optional<Claim>> claim(GroupId group) {
        return reader.claim(group, codecs.of(group));
    }

    @Override
    public CompletionStage<CommitOutcome> commit(Claim claim, Plan plan) {
        GroupSnapshot read = claim.snapshot();
        return writer.commit(claim, plan, codecs.of(read.id())).thenApply(outcome -> {
            plan.nextDueMillis()
                    .ifPresent(due -> sweeper.expect(Keys.bucket(read.id().path()), due - read.nowMillis()));
            return outcome;
        });
    }

    @Override
    public CompletionStage<List<GroupId>> sweep(int bucket, Sweep sweep) {
        return sweeper.sweep(bucket, sweep);
    }

    @Override
    public boolean mayBeDue(int bucket) {
        return sweeper.isTimeFor(bucket);
    }

    @Override
    public int buckets() {
        return Keys.BUCKETS;
    }
}
