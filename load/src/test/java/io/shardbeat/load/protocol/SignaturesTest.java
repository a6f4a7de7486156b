package io.shardbeat.load.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The vectors were computed from the official clients' requests, independently of this code. */
class SignaturesTest {
    private static final AccessKey KEY = new AccessKey("ak1", "sk1");
    private static final byte[] NOTHING_HELD = Digests.utf8("[]");

    @Test
    void slsV1() {
        Request request = new Request(
                "POST",
                "/logstores/ls-px/consumergroups/g1",
                "type=heartbeat&consumer=c1",
                "consumer=c1&type=heartbeat",
                NOTHING_HELD);

        assertThat(new SlsV1Signer(KEY).prepare(request).headers(at("2026-11-21T20:32:10Z")))
                .contains("Content-MD5: D751713988987E9331980363E24189CE\r\n")
                .contains("Date: Sat, 21 Nov 2026 20:32:10 GMT\r\n")
                .endsWith("Authorization: LOG ak1:wQ2I5PIHYOBpg9VY6Ew/ca17Hp0=\r\n");
    }

    @Test
    void slsV4() {
        Request request = new Request(
                "POST",
                "/logstores/ls-v4/consumergroups/g1",
                "type=heartbeat&consumer=c1",
                "consumer=c1&type=heartbeat",
                NOTHING_HELD);

        assertThat(new SlsV4Signer(KEY, "cn-test", "proj.sls.test")
                        .prepare(request)
                        .headers(at("2026-11-21T20:32:10Z")))
                .contains("x-log-date: 20261121T203210Z\r\n")
                .endsWith(
                        "Credential=ak1/20261121/cn-test/sls/aliyun_v4_request,Signature=7f5c86839e6f4fc293ee3787f38ce3553731e8ef12818a862e25b18a55c6424b\r\n");
    }

    @Test
    void tc3() {
        AccessKey key = new AccessKey("id", "*".repeat(32));
        String body =
                "{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], \"Name\": \"instance-name\"}]}";
        Tc3Signer signer = new Tc3Signer(key, "cvm", "application/json; charset=utf-8", "cvm.tencentcloudapi.com");

        assertThat(signer.prepare(Request.of("POST", "/", body)).headers(at(Instant.ofEpochSecond(1551113065))))
                .startsWith("X-TC-Timestamp: 1551113065\r\n")
                .endsWith(
                        "Credential=id/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host, Signature=0ba957c8479e10a99dbe251b81ef286936efd9d45d9be9e82afcc2cc2ce15b85\r\n");
    }

    @Test
    void aNewDayHasANewKey() {
        Signer.Signed signed = new SlsV4Signer(KEY, "cn-test", "proj.sls.test")
                .prepare(new Request(
                        "POST",
                        "/logstores/ls-v4/consumergroups/g1",
                        "type=heartbeat&consumer=c1",
                        "consumer=c1&type=heartbeat",
                        NOTHING_HELD));
        signed.headers(at("2026-11-20T23:59:59Z"));

        assertThat(signed.headers(at("2026-11-21T20:32:10Z")))
                .endsWith("Signature=7f5c86839e6f4fc293ee3787f38ce3553731e8ef12818a862e25b18a55c6424b\r\n");
    }

    private static Clock.Times at(String time) {
        return at(Instant.parse(time));
    }

    private static Clock.Times at(Instant time) {
        return new Clock().at(time.getEpochSecond());
    }
}
