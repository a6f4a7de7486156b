package io.shardbeat.redis.beat;

import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.group.GroupId;
import io.shardbeat.redis.beat.GroupKeyCache.BeatTarget;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.redis.link.BucketChanges;
import io.shardbeat.redis.link.ConnectionScope;
import io.shardbeat.redis.link.Link;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The {@link SteadyView}s of one connection; they end with it, since another server may lack writes. Bounded by starting
 * over: what is lost is learnt again by the next heartbeats. Only touched on the event loop of the connection.
 */
public final class SteadyViews implements ConnectionScope.Ending {
    private static final int MAX_GROUPS = 50_000;
    private static final int MAX_MEMBERS = 500_000;
    /** A group that changes all the time is not asked for again and again. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Map<GroupId, SteadyView> views = new HashMap<>();
    private final BucketView[] buckets;
    private final LongSupplier nanoTime;
    private int learnt;
    private boolean closed;

    /** @param changes of this node */
    SteadyViews(LongSupplier nanoTime, BucketChanges changes) {
        this.nanoTime = nanoTime;
        this.buckets = Keys.buckets().stream()
                .map(bucket -> new BucketView(bucket, nanoTime, changes))
                .toArray(BucketView[]::new);
    }

    public @Nullable SteadyView of(GroupId group) {
        SteadyView view = views.get(group);
        return view != null && view.isTrue() ? view : null;
    }

    /**
     * A member that has nothing in hand-over was answered this over this connection. Where the group is not viewed, or not
     * any more, asks for it, so that the next heartbeat is learnt.
     *
     * @param auto whether groups without a fence margin of their own have the automatic one
     */
    public void learn(Link link, BeatTarget target, Heartbeat heartbeat, BeatReply.Known answer, boolean auto) {
        SteadyView view = views.get(heartbeat.group());
        if (view != null && view.isTrue() && answer.epoch() > view.epoch()) {
            view.end();
        }
        if (view == null || view.isOver() && nanoTime.getAsLong() - view.beganNanos > PAUSE_NANOS) {
            ask(link, target, auto);
        } else if (view.isTrue() && answer.epoch() == view.epoch()) {
            learnt++;
            view.learn(heartbeat, target.keys().lease(heartbeat.member().name()), answer);
        }
    }

    private void ask(Link link, BeatTarget target, boolean auto) {
        if (closed) {
            return;
        }
        if (views.size() >= MAX_GROUPS || learnt >= MAX_MEMBERS) {
            endAll();
        }
        SteadyView view = new SteadyView(buckets[target.keys().bucket]);
        views.put(target.keys().id, view);
        GroupStamp.read(link, target.encoded(), () -> true).whenComplete((stamp, failure) -> {
            if (failure == null && stamp != null && stamp.isSteady(auto)) {
                view.begin(stamp);
            } else {
                view.end();
            }
        });
    }

    /** Those of the connection to the server that has the group's keys; {@code null} when there is none. */
    public static @Nullable SteadyViews of(Link link, BeatTarget target, BucketChanges changes) {
        ConnectionScope scope = link.scope(target.encoded().group());
        return scope == null ? null : scope.keep(SteadyViews.class, () -> new SteadyViews(System::nanoTime, changes));
    }

    /** The connection ends, and what is known by it. */
    @Override
    public void end() {
        closed = true;
        for (BucketView bucket : buckets) {
            bucket.end();
        }
        endAll();
    }

    private void endAll() {
        views.values().forEach(SteadyView::end);
        views.clear();
        learnt = 0;
    }
}
