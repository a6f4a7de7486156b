package io.shardbeat.sls.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.sls.SlsWorld;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestIdsTest {
    private final RequestIds ids = new RequestIds(InstantSource.fixed(SlsWorld.NOW));

    @Test
    void startsWithTheTimeInSeconds() {
        assertThat(ids.next())
                .matches("[0-9A-F]{24}")
                .startsWith(Long.toHexString(SlsWorld.NOW.getEpochSecond()).toUpperCase(Locale.ROOT));
    }

    @Test
    void neverRepeatsEvenWithinASecond() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            assertThat(seen.add(ids.next())).isTrue();
        }
    }
}
