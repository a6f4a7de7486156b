package io.shardbeat.client.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What official clients sign for the same requests. */
class SlsV4Test {
    private static final Key KEY = new Key("ak1", "sk1");
    private static final String DATE = "20261121T203210Z";

    @Test
    void aHeartbeatIsSignedAsTheOfficialClientsDo() {
        assertThat(signature("consumer=c1&type=heartbeat", "[]"))
                .endsWith("Signature=7f5c86839e6f4fc293ee3787f38ce3553731e8ef12818a862e25b18a55c6424b")
                .startsWith("SLS4-HMAC-SHA256 Credential=ak1/20261121/cn-test/sls/aliyun_v4_request,");
    }

    @Test
    void anEmptyParameterIsSignedWithoutItsEqualsSign() {
        assertThat(signature(
                        "consumer&forceSuccess=true&type=checkpoint",
                        "{\"checkpoint\":\"MTQ0NzI5OTYwNw==\",\"shard\":0}"))
                .endsWith("Signature=1d2c4475d8ce8b729c2f3c7bb71507255272447c3737849755e31b9b1c350f41");
    }

    private static String signature(String query, String body) {
        SortedMap<String, String> headers = new TreeMap<>();
        headers.put("content-type", "application/json");
        headers.put("host", "proj.sls.test");
        headers.put("x-log-apiversion", "0.6.0");
        headers.put("x-log-bodyrawsize", "0");
        headers.put("x-log-date", DATE);
        headers.put("x-log-content-sha256", SlsV4.sha256(body.getBytes(StandardCharsets.UTF_8)));
        return SlsV4.authorization(KEY, "cn-test", "POST", "/logstores/ls-v4/consumergroups/g1", query, headers, DATE);
    }
}
