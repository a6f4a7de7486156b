package io.shardbeat.simulation;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.catalog.Lineage;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Resharding;
import io.shardbeat.catalog.Shard;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.catalog.FinishedShards;
import io.shardbeat.group.AssignableShards;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupShards;
import io.shardbeat.testkit.memory.MemoryCatalog;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What there is to consume: topics that grow, are split and merged, and what the group has finished of them. */
final class SimulatedCatalog extends MemoryCatalog implements FinishedShards {
    /** The checkpoint at the end of every read-only shard. */
    static final String END = "end";

    private final World world;
    private final Map<String, Topic> topics = new TreeMap<>();
    private final Set<ShardId> everFinished = new HashSet<>();
    private Set<ShardId> finished = new TreeSet<>();

    SimulatedCatalog(World world) {
        this.world = world;
        List<String> names = List.copyOf(world.scenario().topics());
        int shards = world.scenario().shards();
        for (int i = 0; i < names.size(); i++) {
            int own = (shards + names.size() - 1 - i) / names.size();
            topics.put(names.get(i), new Topic(names.get(i), names.get(i), own));
        }
    }

    /** The shards that the group may be given now. */
    GroupShards assignable() {
        return new AssignableShards(finished, world.scenario().isOrdered(), null).split(topics.values());
    }

    /** Every shard that there ever was. */
    GroupShards everything() {
        return new AssignableShards(Set.of(), false, null).split(topics.values());
    }

    void declare() {
        world.redis().catalog(assignable());
    }

    void grow() {
        Topic topic = anyTopic();
        put(topic.declaring(topic.declared() + 1 + (int) world.time().upTo(4), now()));
    }

    /** Splits a shard, or merges it with its neighbour, if that is possible. */
    void reshard() {
        Topic topic = anyTopic();
        Lineage lineage = topic.lineage();
        int shard = (int) world.time().upTo(lineage.size());
        Resharding wish = world.time().chance(0.6)
                ? lineage.splitInto(shard, 2 + (int) world.time().upTo(2), now())
                : lineage.merge(shard, now());
        if (wish instanceof Resharding.Done done) {
            Topic after = topic.with(done.lineage());
            for (Shard each : done.shards()) {
                after = each.readOnly() ? after.withEnd(each.number(), END) : after;
            }
            world.trace().say("%s is resharded: %s", topic.id(), done.shards());
            put(after);
        }
    }

    private void put(Topic topic) {
        topics.put(topic.id(), topic);
        declare();
    }

    private Topic anyTopic() {
        return List.copyOf(topics.values()).get((int) world.time().upTo(topics.size()));
    }

    boolean isReadOnly(ShardId shard) {
        return shard(shard).readOnly();
    }

    private Shard shard(ShardId shard) {
        return topics.get(shard.topic()).lineage().shard(shard.number()).orElseThrow();
    }

    /** Whether everything that the shard was made of has been finished at some time. */
    boolean hasWaited(ShardId shard) {
        return shard(shard).parents().stream()
                .map(parent -> new ShardId(shard.topic(), parent))
                .allMatch(parent -> everFinished.contains(parent) && hasWaited(parent));
    }

    private Instant now() {
        return Instant.ofEpochMilli(world.redisNow());
    }

    /** What is finished is kept with the group, and lost with it. */
    Set<ShardId> finished() {
        return new TreeSet<>(finished);
    }

    void finished(Set<ShardId> others) {
        finished = new TreeSet<>(others);
        declare();
    }

    @Override
    public CompletionStage<List<Topic>> topics(Namespace namespace, List<String> ids) {
        return done(wanted(ids));
    }

    private List<Topic> wanted(Collection<String> ids) {
        return topics.values().stream()
                .filter(topic -> ids.contains(topic.id()))
                .toList();
    }

    @Override
    public CompletionStage<Boolean> mark(GroupId group, ShardId shard, Instant topicCreated) {
        if (finished.add(shard)) {
            world.trace().say("%s is finished", shard);
            everFinished.add(shard);
            declare();
        }
        return done(true);
    }

    @Override
    public CompletionStage<Boolean> unmark(GroupId group, ShardId shard) {
        if (finished.remove(shard)) {
            world.trace().say("%s is to be read again", shard);
            declare();
        }
        return done(true);
    }

    private static <T> CompletionStage<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }
}
