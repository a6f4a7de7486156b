package io.shardbeat.testkit.contract;

import io.shardbeat.coordinator.GroupStoreContract;

/** The store of the simulation keeps the same contract as the real one: what it proves holds for Redis. */
class MemoryGroupStoreTest extends GroupStoreContract {
    private final MemoryFixture memory = new MemoryFixture();

    @Override
    protected Fixture fixture() {
        return memory;
    }
}
