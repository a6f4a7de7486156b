package io.shardbeat.testkit.contract;

import io.shardbeat.coordinator.LossOfWritesContract;

class MemoryLossOfWritesTest extends LossOfWritesContract {
    private final MemoryFixture memory = new MemoryFixture();

    @Override
    protected Fixture fixture() {
        return memory;
    }
}
