package io.shardbeat.redis.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.coordinator.GroupStore.Claim;
import io.shardbeat.coordinator.GroupStore.CommitOutcome;
import io.shardbeat.coordinator.LossOfWritesContract;
import io.shardbeat.redis.format.GroupKeys;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("long")
class RedisLossOfWritesTest extends LossOfWritesContract {
    @RegisterExtension
    static final RedisFixture REDIS = new RedisFixture();

    @Override
    protected Fixture fixture() {
        return REDIS;
    }

    /** A heartbeat that knows the group from before the loss writes such a lease, and is about to put it right. */
    @Test
    void whoseLeaseWasRenewedSinceIsNotExpiredWhateverEpochItSays() {
        beat("c1");
        pass();
        loseWrites();
        beat("c2");
        pass();
        elapseServed(TIMEOUT.plusMillis(100));
        String before = "1 0 0 " + new String(encoded(0, 1, 2, 3), StandardCharsets.UTF_8);
        REDIS.console().call("SET", new GroupKeys(group).lease("c1"), before, "PX", Long.toString(TIMEOUT.toMillis()));
        assertThat(commit(claim())).isEqualTo(CommitOutcome.STALE);

        REDIS.console().call("DEL", new GroupKeys(group).lease("c1"));
        assertThat(commit(claim())).isNotEqualTo(CommitOutcome.STALE);
    }

    /** Its report is not known to the rebuild yet: what it lists would be given to others. */
    @Test
    void aRebuildDoesNotEndOverAHeartbeatThatIsAboutToBePutRight() {
        // given: a rebuild that may end
        beat("c1");
        pass();
        loseWrites();
        beat("c1", 0, 1);
        pass();
        for (int i = 0; i < 5; i++) {
            elapseServed(TIMEOUT.dividedBy(4));
            beat("c1", 0, 1);
        }
        Claim claim = claim();
        String lease = new GroupKeys(group).lease("c1");
        String known = REDIS.console().text("GET", lease);

        // when: a node that knows nothing of the loss has written the lease
        String before = "1 0 0 " + new String(encoded(0, 1, 2, 3), StandardCharsets.UTF_8);
        REDIS.console().call("SET", lease, before, "PX", Long.toString(TIMEOUT.toMillis()));

        // then
        assertThat(commit(claim)).isEqualTo(CommitOutcome.STALE);

        // and when it is put back
        REDIS.console().call("SET", lease, known, "PX", Long.toString(TIMEOUT.toMillis()));
        assertThat(commit(claim())).isNotEqualTo(CommitOutcome.STALE);
    }
}
