package io.shardbeat.group;

import static io.shardbeat.group.Fixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** For how long ownership is rebuilt. The session timeout is 20 s. */
class RebuildTimeTest {
    @Test
    void forASessionTimeoutAfterTheGapInService() {
        assertThat(ends(new Fixture().expiryHeldUntil(NOW + 7_000))).isEqualTo(NOW + 7_000);
    }

    @Test
    void forASessionTimeoutAfterTheGroupWasCreatedIfThatIsLater() {
        assertThat(ends(new Fixture().created(NOW - 5_000).expiryHeldUntil(NOW + 7_000)))
                .isEqualTo(NOW + 15_000);
        assertThat(ends(new Fixture().created(NOW - 5_000).expiryHeldUntil(NOW + 18_000)))
                .isEqualTo(NOW + 18_000);
        assertThat(ends(new Fixture().created(NOW))).isEqualTo(NOW + 20_000);
    }

    @Test
    void aCreationInTheFutureCountsForNothing() {
        assertThat(ends(new Fixture().created(NOW + 1).expiryHeldUntil(NOW + 7_000)))
                .isEqualTo(NOW + 7_000);
    }

    @Test
    void theLongerMarginComesOnTop() {
        Fixture group = new Fixture().expiryHeldUntil(NOW + 7_000).fenceMargin(Duration.ofSeconds(5));
        assertThat(ends(group.releaseMargin(Duration.ofSeconds(2)))).isEqualTo(NOW + 12_000);
        assertThat(ends(group.releaseMargin(Duration.ofSeconds(9)))).isEqualTo(NOW + 16_000);
    }

    private static long ends(Fixture group) {
        return group.snapshot().rebuildEndsMillis();
    }
}
