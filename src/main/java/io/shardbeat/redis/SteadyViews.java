package io.shardbeat.redis;

import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.group.GroupId;
import io.shardbeat.redis.BeatTargets.BeatTarget;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The {@link SteadyView}s of one connection; they end with it. Redis tracks the hash of each group that is viewed, and
 * only these (client tracking, opt-in), and says once when one changes.
 *
 * <p>Bounded by starting over: what is lost is learnt again by the next heartbeats. Only
 * touched on the event loop of the connection.
 */
final class SteadyViews {
    private static final int MAX_GROUPS = 50_000;
    private static final int MAX_MEMBERS = 500_000;
    /** A group that changes all the time is not asked for again and again. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final Request CACHE_NEXT =
            Request.cmd(Command.CLIENT).arg("CACHING").arg("YES");
    private static final String INVALIDATE = "invalidate";

    private final RedisConnection connection;
    private final Map<GroupId, SteadyView> views = new HashMap<>();
    private final Map<String, SteadyView> tracked = new HashMap<>();
    private int learnt;
    private boolean closed;

    private SteadyViews(RedisConnection connection) {
        this.connection = connection;
    }

    /** Fails where the server, or what is in front of it, does not say what changes: RESP3 is needed. */
    static Future<SteadyViews> over(RedisConnection connection) {
        SteadyViews views = new SteadyViews(connection);
        connection.handler(views::pushed);
        return connection
                .send(Request.cmd(Command.CLIENT).arg("TRACKING").arg("ON").arg("OPTIN"))
                .map(views);
    }

    @Nullable SteadyView of(GroupId group) {
        SteadyView view = views.get(group);
        return view != null && view.isTrue() ? view : null;
    }

    /**
     * A member that has nothing in hand-over was answered this over this connection. Where the group is not viewed, or not
     * any more, asks for it, so that the next heartbeat is learnt.
     *
     * @param auto whether groups without a fence margin of their own have the automatic one
     */
    void learn(BeatTarget target, Heartbeat heartbeat, BeatReply.Known answer, boolean auto) {
        SteadyView view = views.get(heartbeat.group());
        if (view == null || view.isOver() && System.nanoTime() - view.beganNanos > PAUSE_NANOS) {
            ask(target.keys(), auto);
        } else if (view.isTrue() && answer.epoch() == view.epoch()) {
            learnt++;
            view.learn(heartbeat, target.keys().lease(heartbeat.member().name()), answer);
        }
    }

    private void ask(GroupKeys keys, boolean auto) {
        if (closed) {
            return;
        }
        if (views.size() >= MAX_GROUPS || learnt >= MAX_MEMBERS) {
            endAll();
        }
        SteadyView view = new SteadyView();
        views.put(keys.id, view);
        tracked.put(keys.group, view);
        // The command after CACHING is the one whose keys are tracked.
        Request group = Request.cmd(Command.HMGET).arg(keys.group);
        List.of("epoch", "ttl", "incarnation", "rebuild", "margin").forEach(group::arg);
        Request server = Request.cmd(Command.GET).arg(keys.incarnation);
        connection
                .batch(List.of(CACHE_NEXT, group, CACHE_NEXT, server))
                .onSuccess(replies -> answered(view, replies.get(1), replies.get(3), auto))
                .onFailure(failure -> view.end());
    }

    private static void answered(SteadyView view, Response group, @Nullable Response incarnation, boolean auto) {
        boolean exists = group.get(0) != null && group.get(1) != null;
        // As renew_lease.lua sees it: writes may be lost, or ownership is rebuilt.
        boolean certain = group.get(3) == null && text(group.get(2)).equals(text(incarnation));
        String margin = text(group.get(4));
        boolean observesIntervals = margin.isEmpty() ? auto : margin.equals(SettingsRecord.AUTO);
        if (exists && certain && !observesIntervals) {
            view.begin(group.get(0).toLong(), group.get(1).toBytes());
        } else {
            view.unfit();
        }
    }

    private static String text(@Nullable Response value) {
        return value == null ? "" : value.toString();
    }

    /** What Redis says of its own accord: groups have changed, or everything has. */
    private void pushed(Response message) {
        if (message.type() != ResponseType.PUSH || !INVALIDATE.equals(text(message.get(0)))) {
            return;
        }
        Response keys = message.get(1);
        if (keys == null) {
            endAll();
            return;
        }
        for (Response key : keys) {
            SteadyView view = tracked.remove(key.toString(StandardCharsets.UTF_8));
            if (view == null) {
                endAll(); // a bucket's incarnation: writes may be lost
                return;
            }
            learnt -= view.size();
            view.end();
        }
    }

    /** The connection ends, and what it knew. */
    void close() {
        closed = true;
        endAll();
    }

    private void endAll() {
        views.values().forEach(SteadyView::end);
        views.clear();
        tracked.clear();
        learnt = 0;
    }
}
