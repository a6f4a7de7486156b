package io.shardbeat.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProbeLogTest {
    private final ProbeLog log = new ProbeLog();
    private final Logger logger = Logger.getLogger("io.shardbeat.health");
    private final List<String> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + ((ExtLogRecord) line).getFormattedMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(handler);
    }

    @Test
    void aProbeIsLoggedWhenItsAnswerChangesAndNotEveryTime() {
        log.told(up());
        log.told(down());
        log.told(down());
        log.told(down());
        log.told(up());
        log.told(up());
        assertThat(lines)
                .containsExactly(
                        "WARN not ready: redis: problem=keys.yaml (line 3): expected a list", "INFO ready: redis");
    }

    @Test
    void aStartIsNoFailure() {
        log.told(down());
        log.told(down());
        assertThat(lines).singleElement().asString().startsWith("INFO not ready yet: redis");
    }

    private static HealthCheckResponse up() {
        return HealthCheckResponse.up("redis");
    }

    private static HealthCheckResponse down() {
        return HealthCheckResponse.named("redis")
                .down()
                .withData("problem", "keys.yaml (line 3): expected a list")
                .build();
    }
}
