package io.shardbeat.sls.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.group.ClientFamily;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** User agents as the libraries send them, for group {@code billing} and consumer {@code c_1}. */
class ClientsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Consumer-Library-billing/c_1 | SLS_JAVA",
                "billing_c_1 | SLS_GO",
                "log-python-sdk-v-0.6.57, sys.version_info(major=3), linux-consumergroup-billing | SLS_PYTHON",
                "log-python-sdk-v-0.9.47, sys.version_info(major=3), linux-consumergroup-billing-c_1 | SLS_PYTHON",
                "log-python-sdk-v-0.9.47, sys.version_info(major=3), linux | UNKNOWN",
                "aliyun-log-sdk-java-0.6.151/17 | UNKNOWN",
                "billing_c_2 | UNKNOWN",
                "billing_c_1_ | UNKNOWN",
                "billing-c_1 | UNKNOWN",
                "curl/8.0 | UNKNOWN",
            })
    void aLibraryIsToldByItsUserAgent(String agent, ClientFamily family) {
        assertThat(Clients.family(agent, "billing", "c_1")).isEqualTo(family);
    }

    @Test
    void whoSaysNothingIsNobodyKnown() {
        assertThat(Clients.family(null, "billing", "c_1")).isEqualTo(ClientFamily.UNKNOWN);
        assertThat(Clients.family("", "billing", "c_1")).isEqualTo(ClientFamily.UNKNOWN);
    }
}
