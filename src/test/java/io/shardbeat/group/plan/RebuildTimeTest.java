package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.Fixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** For how long ownership is rebuilt. The session timeout is 20 s. */
class RebuildTimeTest {
    @Test
    void forASessionTimeoutAfterTheGapInService() {
        assertThat(ends(new Fixture().expiryHeldUntil(NOW.plusMillis(7_000)))).isEqualTo(NOW.plusMillis(7_000));
    }

    @Test
    void forASessionTimeoutAfterTheGroupWasCreatedIfThatIsLater() {
        assertThat(ends(new Fixture().created(NOW.minusMillis(5_000)).expiryHeldUntil(NOW.plusMillis(7_000))))
                .isEqualTo(NOW.plusMillis(15_000));
        assertThat(ends(new Fixture().created(NOW.minusMillis(5_000)).expiryHeldUntil(NOW.plusMillis(18_000))))
                .isEqualTo(NOW.plusMillis(18_000));
        assertThat(ends(new Fixture().created(NOW))).isEqualTo(NOW.plusMillis(20_000));
    }

    @Test
    void aCreationInTheFutureCountsForNothing() {
        assertThat(ends(new Fixture().created(NOW.plusMillis(1)).expiryHeldUntil(NOW.plusMillis(7_000))))
                .isEqualTo(NOW.plusMillis(7_000));
    }

    @Test
    void theLongerMarginComesOnTop() {
        Fixture group = new Fixture().expiryHeldUntil(NOW.plusMillis(7_000)).fenceMargin(Duration.ofSeconds(5));
        assertThat(ends(group.releaseMargin(Duration.ofSeconds(2)))).isEqualTo(NOW.plusMillis(12_000));
        assertThat(ends(group.releaseMargin(Duration.ofSeconds(9)))).isEqualTo(NOW.plusMillis(16_000));
    }

    private static Instant ends(Fixture group) {
        return group.snapshot().rebuildEnds();
    }
}
