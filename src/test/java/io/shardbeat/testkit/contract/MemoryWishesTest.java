package io.shardbeat.testkit.contract;

import io.shardbeat.coordinator.WishesContract;

class MemoryWishesTest extends WishesContract {
    private final MemoryFixture memory = new MemoryFixture();

    @Override
    protected Fixture fixture() {
        return memory;
    }
}
