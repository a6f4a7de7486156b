package io.shardbeat.redis.link;

import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.impl.types.ErrorType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The links of one event loop to the masters of a cluster. A call goes to the master of its keys' slot; when that one
 * says that it is another's, is cut off, or cannot tell during a move of the slot, the cluster is asked anew and the call
 * sent again, for about as long as a call may take.
 */
final class ClusterRouter implements Link {
    private static final Set<String> PASSING = Set.of("MOVED", "TRYAGAIN", "CLUSTERDOWN", "LOADING");
    private static final int DETOURS = 25;

    private final RedisCluster cluster;
    private final Context context;
    private final RedisLimits limits;
    private final Incarnation incarnation;
    private final BucketChanges changes;
    private final Map<String, PipelinedConnection> links = new HashMap<>();
    private @Nullable ClusterTopology known;
    private int waiting;

    ClusterRouter(
            RedisCluster cluster, Context context, RedisLimits limits, Incarnation incarnation, BucketChanges changes) {
        this.cluster = cluster;
        this.context = context;
        this.limits = limits;
        this.incarnation = incarnation;
        this.changes = changes;
    }

    @Override
    public void send(RedisCall call) {
        ClusterTopology topology = topology();
        String master = topology == null ? null : topology.master(slot(call));
        if (master == null) {
            sendLater(call, "no master serves its slot");
        } else {
            link(master).send(call);
        }
    }

    @Override
    public @Nullable ConnectionScope scope(byte[] key) {
        ClusterTopology topology = topology();
        String master = topology == null ? null : topology.master(ClusterTopology.slot(key));
        PipelinedConnection link = master == null ? null : links.get(master);
        return link == null ? null : link.scope(key);
    }

    /** Without a connection at once: nothing that was sent before is on its way over one. */
    @Override
    public void beforeFlush(byte[] key, Runnable last) {
        ClusterTopology topology = topology();
        String master = topology == null ? null : topology.master(ClusterTopology.slot(key));
        if (master == null) {
            last.run();
        } else {
            link(master).beforeFlush(key, last);
        }
    }

    /** All keys of a call are in one slot. What has none, the time for instance, is asked of always the same master. */
    private static int slot(RedisCall call) {
        if (call.key == null) {
            return 0;
        }
        boolean encoded = call.key instanceof byte[];
        return ClusterTopology.slot(
                encoded ? (byte[]) call.key : call.key.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void sendToAll(RedisBroadcast command) {
        ClusterTopology topology = topology();
        if (topology != null && topology.unserved() == 0) {
            command.over(topology.masters().stream().map(this::link).toList());
            return;
        }
        cluster.ask()
                .whenComplete((heard, failure) -> context.runOnContext(v -> {
                    if (failure == null && heard.unserved() == 0) {
                        sendToAll(command);
                    } else {
                        command.replies.completeExceptionally(
                                failure == null
                                        ? unreachable(
                                                cluster.name() + " has " + heard.unserved() + " slots without a master")
                                        : failure);
                    }
                }));
    }

    /**
     * What is known now. A server that is no master any more is left at once: should it become one again, it may lack the
     * writes of the one in between, and a new connection says so.
     */
    private @Nullable ClusterTopology topology() {
        ClusterTopology now = cluster.topology();
        if (now != null && now != known) {
            known = now;
            Set<String> masters = now.masters();
            List<PipelinedConnection> former = new ArrayList<>();
            links.entrySet().removeIf(link -> !masters.contains(link.getKey()) && former.add(link.getValue()));
            former.forEach(PipelinedConnection::close);
        }
        return now;
    }

    private PipelinedConnection link(String master) {
        return links.computeIfAbsent(
                master, address -> new PipelinedConnection(new Master(address), context, limits, changes));
    }

    private void sendLater(RedisCall call, String why) {
        if (++call.detours > DETOURS || waiting >= limits.maxInFlight()) {
            call.fail(unreachable(cluster.name() + ": " + why));
            return;
        }
        waiting++;
        cluster.ask()
                .whenComplete((heard, failure) -> context.runOnContext(v -> {
                    waiting--;
                    if (failure == null) {
                        send(call);
                    } else {
                        call.fail(failure);
                    }
                }));
    }

    /** The slot is on its way to that server, and the call's keys are there already. */
    private void sendAsking(RedisCall call, String target) {
        PipelinedConnection link = link(target);
        link.send(RedisCall.of(Command.ASKING));
        link.send(call);
    }

    private static StoreUnavailableException unreachable(String what) {
        return new StoreUnavailableException(Reason.UNREACHABLE, what);
    }

    /** One master among others. */
    private final class Master implements ServerContext {
        private final String address;

        Master(String address) {
            this.address = address;
        }

        @Override
        public Redis client() {
            return cluster.client(address);
        }

        @Override
        public String name() {
            return "Redis Cluster node at " + address;
        }

        @Override
        public StoreUnavailableException unusable(Throwable why) {
            return RedisDiagnosis.of(name(), why);
        }

        @Override
        public List<PipelinedConnection> links() {
            return cluster.links(address);
        }

        @Override
        public Future<Void> begin(RedisConnection fresh) {
            ClusterTopology topology = cluster.topology();
            return incarnation.begin(fresh, topology == null ? List.of() : topology.buckets(address));
        }

        @Override
        public boolean redirects(RedisCall call, ErrorType refusal) {
            String reason = String.valueOf(refusal.getMessage());
            if (refusal.is("ASK") && ++call.detours <= DETOURS) {
                String[] words = reason.split(" ");
                sendAsking(call, words[words.length - 1]);
                return true;
            }
            boolean passes = PASSING.stream().anyMatch(refusal::is);
            if (passes) {
                sendLater(call, reason);
            }
            return passes;
        }

        @Override
        public void lost() {
            cluster.ask();
        }
    }
}
