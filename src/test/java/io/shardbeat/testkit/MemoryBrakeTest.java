package io.shardbeat.testkit;

import io.shardbeat.coordinator.BrakeContract;

class MemoryBrakeTest extends BrakeContract {
    private final MemoryFixture memory = new MemoryFixture();

    @Override
    protected Fixture fixture() {
        return memory;
    }
}
