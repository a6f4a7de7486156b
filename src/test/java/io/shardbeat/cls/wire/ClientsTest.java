package io.shardbeat.cls.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.group.ClientFamily;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** User agents as the consumers send them. */
class ClientsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "log-python-sdk-v-1.0.8, sys.version_info(major=3), linux-consumer | CLS_PYTHON",
                "log-python-sdk-v-1.0.8, sys.version_info(major=3), linux | UNKNOWN",
                "Go-http-client/1.1 | CLS_GO",
                "Go-http-client/2.0 | CLS_GO",
                "okhttp/3.12.13 | UNKNOWN",
                "Consumer-Library-billing/c1 | UNKNOWN",
            })
    void aConsumerIsToldByItsUserAgent(String agent, ClientFamily family) {
        assertThat(Clients.family(agent)).isEqualTo(family);
    }

    @Test
    void whoSaysNothingIsNobodyKnown() {
        assertThat(Clients.family(null)).isEqualTo(ClientFamily.UNKNOWN);
    }
}
