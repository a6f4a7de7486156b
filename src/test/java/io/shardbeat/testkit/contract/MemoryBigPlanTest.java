package io.shardbeat.testkit.contract;

import io.shardbeat.coordinator.BigPlanContract;

class MemoryBigPlanTest extends BigPlanContract {
    private final MemoryFixture memory = new MemoryFixture();

    @Override
    protected Fixture fixture() {
        return memory;
    }
}
