package io.shardbeat.redis.group;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.GroupStore;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.redis.beat.GrantReads;
import io.shardbeat.redis.beat.GroupKeyCache;
import io.shardbeat.redis.beat.GroupKeyCache.BeatTarget;
import io.shardbeat.redis.beat.GroupKeyCache.EncodedKeys;
import io.shardbeat.redis.beat.Joiners;
import io.shardbeat.redis.beat.RenewReply;
import io.shardbeat.redis.beat.ReportFilter;
import io.shardbeat.redis.beat.SteadyBeats;
import io.shardbeat.redis.beat.SteadyMember;
import io.shardbeat.redis.beat.SteadyView;
import io.shardbeat.redis.beat.SteadyViews;
import io.shardbeat.redis.catalog.StoreLimits;
import io.shardbeat.redis.format.Codecs;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.redis.format.Records;
import io.shardbeat.redis.format.SettingsRecord;
import io.shardbeat.redis.link.Link;
import io.shardbeat.redis.link.LuaScript;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The group store in Redis. Heartbeats are here; passes and sweeps in classes of their own. */
public final class RedisGroupStore implements GroupStore {
    private static final LuaScript RENEW_LEASE = LuaScript.named("renew_lease");
    private static final byte[] NOTHING = new byte[0];

    private final RedisPipeline redis;
    private final Joiners joiners;
    private final GrantReads grants;
    private final byte[] defaultMargin;
    private final GroupKeyCache targets;
    private final Codecs codecs;
    private final GroupReader reader;
    private final PlanWriter writer;
    private final BucketSweeper sweeper;
    private final RebuildBeats rebuild;
    private final ReportFilter filter;
    private final DamagedGroups damaged;
    private final StoreLimits limits;
    /** Claimed by this node, and marked as damaged by an earlier pass. */
    private final Set<GroupId> marked = ConcurrentHashMap.newKeySet();

    public RedisGroupStore(
            RedisPipeline redis,
            Codecs codecs,
            GroupReader reader,
            PlanWriter writer,
            BucketSweeper sweeper,
            ReportFilter filter,
            StoreLimits limits) {
        this.redis = redis;
        this.joiners = new Joiners(redis);
        this.grants = new GrantReads(redis);
        this.codecs = codecs;
        this.filter = filter;
        this.limits = limits;
        this.damaged = new DamagedGroups(redis);
        this.targets = new GroupKeyCache(group -> codecs.of(group).encode(group, ShardSet.EMPTY), limits.members());
        this.reader = reader;
        this.defaultMargin =
                reader.defaults().fenceMargin().isAuto() ? SettingsRecord.AUTO.getBytes(US_ASCII) : NOTHING;
        this.writer = writer;
        this.sweeper = sweeper;
        this.rebuild = new RebuildBeats(redis, codecs, limits.members());
    }

    @Override
    public CompletionStage<BeatReply> beat(Heartbeat heartbeat) {
        BeatTarget target = targets.of(heartbeat.group());
        return onLink(link -> beat(heartbeat, target, link));
    }

    /** A link is only touched on its own loop: that of the thread that asks, or the one kept for the others. */
    private CompletionStage<BeatReply> onLink(Function<Link, CompletionStage<BeatReply>> use) {
        Link link = redis.linkOfThisLoop();
        if (link != null) {
            return use.apply(link);
        }
        CompletableFuture<BeatReply> reply = new CompletableFuture<>();
        redis.onBackground(background -> use.apply(background).whenComplete((known, failure) -> {
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
        SteadyViews views = SteadyViews.of(link, target, redis.changes());
        SteadyView view = views == null ? null : views.of(heartbeat.group());
        SteadyMember member = view == null ? null : view.member(heartbeat.member());
        return view != null && member != null && member.expects(heartbeat)
                ? SteadyBeats.beat(
                        link, target.encoded(), view, member, heartbeat, () -> cutAndRenew(heartbeat, target, link))
                : cutAndRenew(heartbeat, target, link);
    }

    /** Who reports what it was granted names nothing unknown; any other report is looked at. */
    private CompletionStage<BeatReply> cutAndRenew(Heartbeat heartbeat, BeatTarget target, Link link) {
        return filter.passes(heartbeat, target)
                ? renew(heartbeat, target, link)
                : filter.cut(heartbeat, target)
                        .exceptionally(failure -> {
                            throw StoreUnavailableException.damaged(
                                    "what " + heartbeat.member() + " holds of " + heartbeat.group(), failure);
                        })
                        .thenCompose(cut -> cut.report().length == 0
                                ? CompletableFuture.completedFuture(new BeatReply.ReportTooLarge(limits.reportBytes()))
                                : onLink(now -> renew(cut, target, now)));
    }

    private CompletionStage<BeatReply> renew(Heartbeat heartbeat, BeatTarget target, Link link) {
        SteadyViews views = SteadyViews.of(link, target, redis.changes());
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
                joins ? target.joining() : NOTHING,
                keys.path(),
                defaultMargin,
                Records.family(heartbeat.sender().family()));
        link.send(call);
        return call.reply.thenCompose(reply -> {
            if (RenewReply.isUncertain(reply)) {
                return rebuild.note(heartbeat, target)
                        .whenComplete((noted, failure) -> joiners.note(target, heartbeat, true));
            }
            BeatReply answer = readable(heartbeat, RenewReply.of(reply, limits.members()));
            if (answer instanceof BeatReply.Known known && known.pending()) {
                joiners.note(target, heartbeat, false);
            }
            if (views != null
                    && call.detours == 0
                    && answer instanceof BeatReply.Known known
                    && RenewReply.isSteady(reply)) {
                views.learn(link, target, heartbeat, known, defaultMargin.length > 0);
            }
            return CompletableFuture.completedFuture(answer);
        });
    }

    /** At rest a grant is the report, which a dialect has read. Any other is read before it is an answer. */
    private BeatReply readable(Heartbeat heartbeat, BeatReply reply) {
        if (reply instanceof BeatReply.Known known && !Arrays.equals(known.grant(), heartbeat.report())) {
            try {
                codecs.of(heartbeat.group()).decode(heartbeat.group(), known.grant());
            } catch (RuntimeException e) {
                throw StoreUnavailableException.damaged("the grant of " + heartbeat.member(), e);
            }
        }
        return reply;
    }

    @Override
    public CompletionStage<Optional<BeatReply>> answer(Heartbeat heartbeat) {
        return grants.read(targets.of(heartbeat.group()), heartbeat.member())
                .thenApply(reply -> reply == null ? Optional.empty() : Optional.of(answer(heartbeat, reply)));
    }

    private BeatReply answer(Heartbeat heartbeat, Response reply) {
        byte[] record = reply.get(1).toBytes();
        if (!Records.isRecord(record, 0)) {
            throw new StoreUnavailableException(
                    Reason.DAMAGED, "the record of " + heartbeat.member() + " cannot be read");
        }
        return Records.isConfirmed(record) || reply.get(2).toInteger() < 1
                ? rebuild.answer(heartbeat, reply)
                : readable(
                        heartbeat,
                        new BeatReply.Known(
                                RebuildBeats.epoch(heartbeat, reply),
                                Records.grantBytes(record),
                                Records.isPending(record),
                                false));
    }

    @Override
    public CompletionStage<Optional<Claim>> claim(GroupId group) {
        return reader.claim(group, () -> codecs.of(group))
                .thenApply(claimed -> claimed.map(found -> {
                    if (found.marked()) {
                        marked.add(group);
                    }
                    return found.claim();
                }));
    }

    @Override
    public CompletionStage<Duration> setApart(GroupId group, String reason) {
        return damaged.mark(group, reason);
    }

    @Override
    public CompletionStage<CommitOutcome> commit(Claim claim, Plan plan) {
        GroupSnapshot read = claim.snapshot();
        return writer.commit(claim, plan, codecs.of(read.id())).thenApply(outcome -> {
            plan.nextDue()
                    .ifPresent(due -> sweeper.expect(Keys.bucket(read.id().path()), Duration.between(read.now(), due)));
            if (!outcome.isStale() && !marked.isEmpty() && marked.remove(read.id())) {
                damaged.unmark(read.id());
            }
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
