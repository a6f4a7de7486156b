package io.shardbeat.testkit.contract;

import io.shardbeat.coordinator.SelfPreservationContract;

class MemoryBrakeTest extends SelfPreservationContract {
    private final MemoryFixture memory = new MemoryFixture();

    @Override
    protected Fixture fixture() {
        return memory;
    }
}
