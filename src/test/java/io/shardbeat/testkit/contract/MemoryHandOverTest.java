package io.shardbeat.testkit.contract;

import io.shardbeat.coordinator.HandOverContract;

class MemoryHandOverTest extends HandOverContract {
    private final MemoryFixture memory = new MemoryFixture();

    @Override
    protected Fixture fixture() {
        return memory;
    }
}
