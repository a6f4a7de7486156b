package io.shardbeat.redis.link;

import io.shardbeat.coordinator.StoreUnavailableException;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.net.ConnectException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A Redis Cluster as this node knows it: asks a node of it which master serves what, whenever something does not fit. */
public final class RedisCluster {
    private static final Logger LOG = Logger.getLogger(RedisCluster.class);

    private static final int PORT = 6379;

    /** Between two questions, so that what fails does not make the nodes busy. */
    private static final long PAUSE_MILLIS = 50;

    private static final long ANSWER_MILLIS = 500;

    private final Executor afterPause = CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    private final Function<String, Redis> clients;
    private final List<String> seeds;
    private final Map<String, List<PipelinedConnection>> links = new ConcurrentHashMap<>();
    private volatile @Nullable ClusterTopology topology;
    private @Nullable CompletableFuture<ClusterTopology> asking;

    /**
     * @param clients makes a client of the one node at an address, host:port
     * @param seeds addresses of some of its nodes
     */
    RedisCluster(Function<String, Redis> clients, List<String> seeds) {
        this.clients = clients;
        this.seeds = List.copyOf(seeds);
    }

    /**
     * With the settings of a client of the whole cluster, but for the type: each connection is to one node.
     *
     * @param options new ones at each call; user and password of an address are those of the first one
     */
    public static RedisCluster of(Vertx vertx, Supplier<RedisOptions> options) {
        List<URI> seeds = options.get().getEndpoints().stream().map(URI::create).toList();
        URI first = seeds.get(0);
        String user = first.getRawUserInfo() == null ? "" : first.getRawUserInfo() + "@";
        Function<String, Redis> clients = address -> Redis.createClient(
                vertx,
                options.get()
                        .setType(RedisClientType.STANDALONE)
                        .setEndpoints(List.of(first.getScheme() + "://" + user + address)));
        return new RedisCluster(
                clients,
                seeds.stream()
                        .map(seed -> ClusterTopology.address(
                                seed.getHost().replaceAll("[\\[\\]]", ""), seed.getPort() < 0 ? PORT : seed.getPort()))
                        .toList());
    }

    /** What and where it is, for those who read what is wrong with it. */
    String name() {
        return "Redis Cluster at " + String.join(",", seeds);
    }

    /** The links of all event loops to the node at the address. */
    List<PipelinedConnection> links(String address) {
        return links.computeIfAbsent(address, node -> new CopyOnWriteArrayList<>());
    }

    Redis client(String address) {
        return clients.apply(address);
    }

    /** As last heard; {@code null} before the first answer. */
    @Nullable ClusterTopology topology() {
        return topology;
    }

    /** Asks again, once for all that want to know. Fails when no node answers. */
    synchronized CompletableFuture<ClusterTopology> ask() {
        CompletableFuture<ClusterTopology> under = asking;
        if (under == null || under.isDone()) {
            under = CompletableFuture.runAsync(() -> {}, topology == null ? Runnable::run : afterPause)
                    .thenCompose(paused -> ask(candidates(), 0, new ConnectException("no node is known")));
            asking = under;
        }
        return under;
    }

    /** In another order each time: a node that has been cut off does not know that others have moved on. */
    private List<String> candidates() {
        ClusterTopology known = topology;
        Set<String> all = new LinkedHashSet<>();
        if (known != null) {
            List<String> masters = new ArrayList<>(known.masters());
            Collections.shuffle(masters);
            all.addAll(masters);
        }
        all.addAll(seeds);
        return List.copyOf(all);
    }

    /** @param last why the node before did not answer */
    private CompletableFuture<ClusterTopology> ask(List<String> candidates, int next, Throwable last) {
        if (next == candidates.size()) {
            return CompletableFuture.failedFuture(RedisDiagnosis.of(name(), last));
        }
        return ask(candidates.get(next))
                .handle((heard, failure) -> failure == null
                        ? CompletableFuture.completedFuture(heard)
                        : ask(candidates, next + 1, StoreUnavailableException.behind(failure)))
                .thenCompose(either -> either);
    }

    private CompletableFuture<ClusterTopology> ask(String address) {
        Redis client = clients.apply(address);
        return client.connect()
                .compose(open -> open.send(Request.cmd(Command.CLUSTER).arg("SLOTS")))
                .map(slots -> ClusterTopology.of(slots, address))
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                .whenComplete((heard, failure) -> {
                    client.close();
                    if (failure == null) {
                        topology = heard;
                    } else {
                        LOG.debugf("%s does not say who serves what: %s", address, failure);
                    }
                });
    }
}
