package io.shardbeat.testkit.memory;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.wish.WishStore;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.wish.Wishes;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The wish store over {@link MemoryRedis}. */
public final class MemoryWishStore implements WishStore {
    private final MemoryRedis redis;
    private final Wire wire;

    public MemoryWishStore(MemoryRedis redis, Wire wire) {
        this.redis = redis;
        this.wire = wire;
    }

    @Override
    public CompletionStage<Long> write(GroupId group, long epoch, Wishes wishes) {
        return wire.call(() -> redis.changeWishes(group, epoch, wishes));
    }

    @Override
    public CompletionStage<Optional<Instant>> leaseEnd(GroupId group, MemberId member) {
        return wire.call(() -> Optional.ofNullable(time(redis.leaseEnd(group, member.name()))));
    }

    private static Instant time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    @Override
    public CompletionStage<Boolean> wake(GroupId group) {
        return wire.call(() -> redis.wake(group));
    }
}
