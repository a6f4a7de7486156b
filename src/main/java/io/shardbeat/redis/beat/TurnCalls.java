package io.shardbeat.redis.beat;

import io.shardbeat.redis.beat.GroupKeyCache.BeatTarget;
import io.shardbeat.redis.link.Link;
import io.shardbeat.redis.link.RedisPipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gathers what is asked of one group in one turn of an event loop, so that it goes to Redis in one call: when a pass over a
 * big group is over, thousands ask for their grants at once.
 */
final class TurnCalls<T> {
    /** So many in one call: neither Redis nor this node is busy with one for long. */
    private static final int MOST = 200;

    private final RedisPipeline redis;
    private final Sender<T> sender;
    /** Each is only touched on the event loop of its link. */
    private final Map<Turn, List<T>> gathered = new ConcurrentHashMap<>();

    private record Turn(Link link, String group) {}

    /** Sends what was gathered, {@link #MOST} at the most. */
    interface Sender<T> {
        void send(Link link, BeatTarget target, List<T> asked);
    }

    TurnCalls(RedisPipeline redis, Sender<T> sender) {
        this.redis = redis;
        this.sender = sender;
    }

    void add(BeatTarget target, T asked) {
        Link link = redis.linkOfThisLoop();
        if (link != null) {
            add(link, target, asked);
        } else {
            redis.onBackground(background -> add(background, target, asked));
        }
    }

    private void add(Link link, BeatTarget target, T asked) {
        Turn turn = new Turn(link, target.keys().path);
        List<T> others = gathered.get(turn);
        if (others != null) {
            others.add(asked);
            return;
        }
        List<T> all = new ArrayList<>();
        all.add(asked);
        gathered.put(turn, all);
        link.beforeFlush(target.encoded().group(), () -> {
            gathered.remove(turn);
            send(link, target, all);
        });
    }

    private void send(Link link, BeatTarget target, List<T> all) {
        for (int from = 0; from < all.size(); from += MOST) {
            sender.send(link, target, all.subList(from, Math.min(all.size(), from + MOST)));
        }
    }
}
