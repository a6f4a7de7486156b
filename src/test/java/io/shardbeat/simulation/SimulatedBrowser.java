package io.shardbeat.simulation;

import io.shardbeat.coordinator.groups.GroupBrowser;
import io.shardbeat.coordinator.groups.HistoryPage;
import io.shardbeat.coordinator.groups.HistoryQuery;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.testkit.memory.MemoryGroupStore;
import io.shardbeat.testkit.memory.Wire;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What an operator sees of the one group there is. */
final class SimulatedBrowser implements GroupBrowser {
    private final World world;
    private final Wire wire;

    SimulatedBrowser(World world, Wire wire) {
        this.world = world;
        this.wire = wire;
    }

    @Override
    public CompletionStage<Optional<GroupSnapshot>> look(GroupId group) {
        return wire.call(() -> Optional.ofNullable(world.redis().look(group))
                .map(seen -> MemoryGroupStore.readAtOnce(
                        world.redis(), group, world.scenario().defaults(), seen)));
    }

    @Override
    public CompletionStage<Page> groups(Query query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Optional<HistoryPage>> history(GroupId group, HistoryQuery query) {
        throw new UnsupportedOperationException();
    }
}
