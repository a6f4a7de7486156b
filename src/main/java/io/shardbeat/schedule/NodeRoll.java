package io.shardbeat.schedule;

import io.shardbeat.coordinator.BucketShare;
import io.shardbeat.coordinator.GroupStore;
import io.shardbeat.coordinator.LiveNodes;
import io.shardbeat.coordinator.LiveNodes.About;
import io.shardbeat.coordinator.LiveNodes.LiveNode;
import io.shardbeat.coordinator.LiveNodes.View;
import io.shardbeat.coordinator.StoreListener.Extent;
import io.shardbeat.coordinator.groups.LossMemory;
import io.shardbeat.coordinator.groups.LossMemory.Loss;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Which nodes there are, as this one heard last. Who comes and who goes is logged by all the others. */
@Singleton
public class NodeRoll {
    /** A node that has not said so for this long is not live. */
    public static final Duration TTL = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger("io.shardbeat.nodes");
    private static final Duration LEAVE = Duration.ofMillis(500);

    private final LiveNodes nodes;
    private final int buckets;
    private final String id = UUID.randomUUID().toString();
    private final About about;
    private final LossMemory losses;
    private volatile View view = View.NOBODY;

    NodeRoll(
            LiveNodes nodes,
            GroupStore store,
            InstantSource clock,
            LossMemory losses,
            @ConfigProperty(name = "quarkus.application.version", defaultValue = "") String version) {
        this.nodes = nodes;
        this.losses = losses;
        this.buckets = store.buckets();
        this.about = new About(version, host(), clock.instant());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }

    /** This node's name among the others: another one at every start. */
    public String id() {
        return id;
    }

    /** Who was live when this node asked last. */
    public View view() {
        return view;
    }

    /** How many buckets are a node's, among those live. */
    public int bucketsOf(String node) {
        List<String> live = view.ids();
        return (int) IntStream.range(0, buckets)
                .filter(bucket -> BucketShare.isOwn(bucket, node, live))
                .count();
    }

    public int buckets() {
        return buckets;
    }

    /** Whether what one node does for all is this node's: always one's, and another's soon after that one is gone. */
    public boolean isChosen() {
        View now = view;
        return now.now() != null && BucketShare.isOwn(buckets, id, now.ids());
    }

    /** Says that this node is live, and hears who else is. */
    CompletionStage<List<String>> beat() {
        return nodes.beat(id, about(), TTL).thenApply(now -> {
            note(now);
            return now.ids();
        });
    }

    private About about() {
        Loss loss = losses.last();
        if (loss == null) {
            return about;
        }
        boolean everything = loss.extent() == Extent.EVERYTHING;
        return new About(
                about.version(),
                about.host(),
                about.since(),
                everything ? loss.at() : null,
                everything ? null : loss.at());
    }

    /** Others take over at once, and do not wait until this node is not believed any more. */
    void leave() {
        nodes.leave(id)
                .toCompletableFuture()
                .orTimeout(LEAVE.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> null)
                .join();
    }

    private synchronized void note(View now) {
        View before = view;
        Instant time = now.now();
        if (time == null) {
            return;
        }
        view = now;
        Map<String, LiveNode> left = new HashMap<>();
        before.nodes().forEach(node -> left.put(node.id(), node));
        for (LiveNode node : now.nodes()) {
            if (left.remove(node.id()) == null && !node.id().equals(id)) {
                LOG.infof(
                        "node %s is there; %d are live", text(node), now.nodes().size());
            }
        }
        // Who has not looked for as long cannot tell who was silent.
        boolean looked = before.now() != null && time.isBefore(before.now().plus(TTL));
        left.remove(id);
        for (LiveNode node : left.values()) {
            if (!looked) {
                LOG.infof(
                        "node %s is not there any more; %d are live",
                        text(node), now.nodes().size());
            } else if (node.until().isAfter(time)) {
                LOG.infof(
                        "node %s has left; %d are live", text(node), now.nodes().size());
            } else {
                LOG.warnf(
                        "node %s is gone without a word, its last tick was %d ms ago; the others do its work, %d are live",
                        text(node),
                        Duration.between(node.until(), time).plus(TTL).toMillis(),
                        now.nodes().size());
            }
        }
    }

    private static String text(LiveNode node) {
        About about = node.about();
        return about.host().isEmpty() ? node.id() : node.id() + " (" + about.version() + " on " + about.host() + ")";
    }
}
