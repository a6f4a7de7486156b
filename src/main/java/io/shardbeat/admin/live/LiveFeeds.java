package io.shardbeat.admin.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.shardbeat.admin.live.StreamCount.Admission;
import io.shardbeat.config.ShardbeatConfig;
import io.shardbeat.config.settings.LiveSettings;
import io.shardbeat.coordinator.groups.FleetTrend;
import io.shardbeat.coordinator.groups.GroupBrowser;
import io.shardbeat.coordinator.groups.GroupListing;
import io.shardbeat.coordinator.groups.Histories;
import io.shardbeat.coordinator.heartbeat.DoubledMembers;
import io.shardbeat.group.GroupId;
import io.shardbeat.schedule.NodeRoll;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiFunction;

/** The readers that run and the streams they serve, all on one thread: watching takes no more of a node than that. */
@Singleton
public class LiveFeeds {
    private final GroupBrowser browser;
    private final GroupListing listing;
    private final Histories histories;
    private final DoubledMembers seen;
    private final NodeRoll nodes;
    private final FleetTrend trend;
    private final InstantSource clock;
    private final ObjectMapper json;
    private final LiveSettings settings;
    private final StreamCount count;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "shardbeat-live");
        made.setDaemon(true);
        return made;
    });
    private final Map<GroupId, Feed<GroupNews, LiveStream<GroupNews>>> groups = new HashMap<>();
    /** By prefix; empty where no group is wanted. */
    private final Map<Optional<String>, Feed<FleetNews, LiveStream<FleetNews>>> fleets = new HashMap<>();

    private final Set<StreamSink> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    LiveFeeds(
            GroupBrowser browser,
            GroupListing listing,
            Histories histories,
            DoubledMembers seen,
            NodeRoll nodes,
            FleetTrend trend,
            InstantSource clock,
            ObjectMapper json,
            ShardbeatConfig config,
            MeterRegistry registry) {
        this.browser = browser;
        this.listing = listing;
        this.histories = histories;
        this.seen = seen;
        this.nodes = nodes;
        this.trend = trend;
        this.clock = clock;
        this.json = json;
        this.settings = config.live();
        this.count = new StreamCount(settings.streams(), settings.streamsPerKey());
        Gauge.builder("shardbeat.admin.streams", count, StreamCount::open)
                .description("streams of events that are open")
                .register(registry);
    }

    ObjectMapper json() {
        return json;
    }

    LiveSettings settings() {
        return settings;
    }

    Admission enter(String caller) {
        return stopping ? Admission.NODE_FULL : count.enter(caller);
    }

    /** Until its connection ends. */
    void serve(GroupId group, LiveStream<GroupNews> stream, StreamSink sink) {
        join(groups, group, stream, sink, this::feed);
    }

    void serve(String prefix, LiveStream<FleetNews> stream, StreamSink sink) {
        Optional<String> wanted = stream.query().has("groups") ? Optional.of(prefix) : Optional.empty();
        join(fleets, wanted, stream, sink, this::fleet);
    }

    /** Frees what a stream held, once its connection has ended. */
    void leave(StreamSink sink, String caller) {
        count.leave(caller);
        open.remove(sink);
    }

    private <K, N extends News> void join(
            Map<K, Feed<N, LiveStream<N>>> feeds,
            K key,
            LiveStream<N> stream,
            StreamSink sink,
            BiFunction<K, Runnable, Feed<N, LiveStream<N>>> made) {
        open.add(sink);
        later(() -> {
            Feed<N, LiveStream<N>> feed = feeds.computeIfAbsent(key, of -> made.apply(of, () -> feeds.remove(of)));
            sink.whenClosed(() -> later(() -> {
                feed.leave(stream);
                sink.close();
            }));
            feed.join(stream);
        });
    }

    private Feed<GroupNews, LiveStream<GroupNews>> feed(GroupId group, Runnable abandoned) {
        GroupSource source = new GroupSource(group, browser, histories, seen, json, thread);
        return new Feed<>(source, settings.interval().toMillis(), thread, abandoned);
    }

    private Feed<FleetNews, LiveStream<FleetNews>> fleet(Optional<String> prefix, Runnable abandoned) {
        FleetSource source = new FleetSource(prefix.orElse(null), listing, nodes, trend, clock, json);
        return new Feed<>(source, settings.interval().toMillis(), thread, abandoned);
    }

    void stop(@Observes ShutdownDelayInitiatedEvent soon) {
        endAll();
    }

    void stop(@Observes ShutdownEvent now) {
        endAll();
        thread.shutdown();
    }

    /** Who watches turns to another node while this one still answers. */
    private void endAll() {
        stopping = true;
        later(() -> open.forEach(StreamSink::end));
    }

    /** Connections that end after the node has stopped need nothing any more. */
    private void later(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException e) {
            work.run();
        }
    }
}
