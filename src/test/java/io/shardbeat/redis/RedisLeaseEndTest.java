package io.shardbeat.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.group.GroupId;
import io.shardbeat.redis.catalog.StoreLimits;
import io.shardbeat.redis.format.Keys;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What is told of leases that are found gone: when they ended. */
class RedisLeaseEndTest extends OneGroup {
    private record Told(MemberId member, Instant due, Instant nextLook) {}

    @Test
    void aLeaseThatIsGoneIsToldWithTheTimeOfItsLook() {
        List<Told> told = new CopyOnWriteArrayList<>();
        StoreLimits wide = StoreLimits.WIDE;
        open(
                new StoreUnderTest(
                        redis.uri(),
                        new StoreLimits(wide.members(), wide.reportBytes(), wide.groupBytes(), new StoreListener() {
                            @Override
                            public void leaseGone(GroupId of, MemberId member, Instant due, Instant nextLook) {
                                told.add(new Told(member, due, nextLook));
                            }
                        })),
                1);
        joinAndPass("a");
        sweep();
        assertThat(told).isEmpty();

        Instant end = Instant.ofEpochMilli(console.nowMillis() - 50);
        String entry = "l" + group.path() + Keys.SEPARATOR + "a";
        String index = Keys.due(Keys.bucket(group.path()));
        console.call("UNLINK", Keys.lease(Keys.stem(group), "a"));
        console.call("ZADD", index, Long.toString(end.toEpochMilli()), entry);
        sweep();
        assertThat(told).extracting(Told::member, Told::due).containsExactly(tuple(new MemberId("a"), end));
        assertThat(told.get(0).nextLook()).isAfter(end.plusMillis(1_000));
        assertThat(console.call("ZSCORE", index, entry).toString())
                .isEqualTo(Long.toString(told.get(0).nextLook().toEpochMilli()));
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.api.Assertions.tuple(values);
    }
}
