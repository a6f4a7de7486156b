package io.shardbeat.testkit.contract;

import io.shardbeat.coordinator.ExpiryContract;

class MemoryExpiryTest extends ExpiryContract {
    private final MemoryFixture memory = new MemoryFixture();

    @Override
    protected Fixture fixture() {
        return memory;
    }
}
