package io.shardbeat.sls;

import static io.shardbeat.sls.SlsWorld.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.http.Answer;
import io.shardbeat.security.AuthMode;
import io.shardbeat.security.RequestQuotas;
import io.shardbeat.security.RequestQuotas.Limits;
import io.shardbeat.sls.wire.SlsError;
import io.shardbeat.testkit.wire.SampleRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Requests per second of one key, project and group; a second's worth at a time. */
class QuotaTest {
    private final AtomicLong now = new AtomicLong();

    @Test
    void whoSendsTooMuchIsRefusedAndCostsNobodyElse() {
        SlsWorld world = limited(AuthMode.REQUIRED, new Limits(3, 0, 0, 0, 0, Duration.ofSeconds(1)));

        for (int i = 0; i < 10; i++) {
            Answer loud = world.answer(signed("ak1", "sk1", beat("g1")));
            if (i < 3) {
                assertThat(loud.status()).isEqualTo(200);
            } else {
                assertError(loud, SlsError.WRITE_QUOTA_EXCEED, "more than 3 requests a second of this key");
            }
        }
        for (int i = 0; i < 3; i++) {
            assertThat(world.answer(signed("ak2", "sk2", beat("g1"))).status()).isEqualTo(200);
        }
        now.addAndGet(1_000_000_000);
        assertThat(world.answer(signed("ak1", "sk1", beat("g1"))).status()).isEqualTo(200);
    }

    @Test
    void badSignaturesUseUpNobodysQuota() {
        SlsWorld world = limited(AuthMode.REQUIRED, new Limits(1, 0, 1, 1, 0, Duration.ofSeconds(1)));

        for (int i = 0; i < 5; i++) {
            assertError(world.answer(signed("ak1", "wrong", beat("g1"))), SlsError.SIGNATURE_NOT_MATCH);
        }
        assertThat(world.answer(signed("ak1", "sk1", beat("g1"))).status()).isEqualTo(200);
    }

    @Test
    void aGroupAndAProjectHaveQuotasOfTheirOwn() {
        SlsWorld world = limited(AuthMode.OFF, new Limits(0, 0, 5, 2, 0, Duration.ofSeconds(1)));

        world.answer(beat("g1"));
        world.answer(beat("g1"));
        assertError(world.answer(beat("g1")), SlsError.WRITE_QUOTA_EXCEED, "2 requests a second of this group");
        assertThat(world.answer(SlsWorld.request("GET", "/logstores")).status()).isEqualTo(200);
        assertThat(world.answer(SlsWorld.request("GET", "/logstores")).status()).isEqualTo(200);
        assertError(
                world.answer(SlsWorld.request("GET", "/logstores")),
                SlsError.READ_QUOTA_EXCEED,
                "5 requests a second of this namespace");
    }

    /** Two shards take data before and after; what they were made of stays, and would grow without end. */
    @Test
    void splitsAndMergesInTurnEndAtWhatALogstoreMayHaveHadInItsLife() {
        SlsWorld world = SlsWorld.with(Map.of("shardbeat.sls.limits.shards-ever-per-logstore", "20"));
        int shard = 0;
        int made = 2;
        Answer answer;
        while (true) {
            answer = world.answer("POST", "/logstores/ls-px/shards/" + shard + "?action=split", "");
            if (answer.status() != 200) {
                break;
            }
            made += 2;
            answer = world.answer("POST", "/logstores/ls-px/shards/" + (made - 2) + "?action=merge", "");
            if (answer.status() != 200) {
                break;
            }
            shard = made++;
        }
        assertThat(made).isEqualTo(20);
        assertError(answer, SlsError.PROJECT_QUOTA_EXCEED, "20");
        assertThat(world.answer(beat("g1")).status()).isEqualTo(200);
    }

    @Test
    void thereAreOnlySoManyProjects() {
        SlsWorld world = SlsWorld.with(Map.of("shardbeat.sls.limits.projects", "1"));
        SampleRequest another = SlsWorld.request("POST", "/", "{\"projectName\":\"another\",\"description\":\"\"}")
                .header("Host", "another.cn.example.com");
        assertError(world.answer(another), SlsError.PROJECT_QUOTA_EXCEED, "there can be 1 projects at most");
        assertError(
                world.answer("POST", "/", "{\"projectName\":\"proj\",\"description\":\"\"}"),
                SlsError.PROJECT_ALREADY_EXIST);
    }

    private SlsWorld limited(AuthMode mode, Limits limits) {
        return SlsWorld.limited(mode, new RequestQuotas(limits, now::get, (dialect, scope) -> {}));
    }

    private static SampleRequest beat(String group) {
        return SlsWorld.request("POST", SlsWorld.GROUPS + "/" + group + "?type=heartbeat&consumer=c1", "[]");
    }

    /** Version 1, as official clients sign; without a digest of the body. */
    private static SampleRequest signed(String key, String secret, SampleRequest request) {
        SampleRequest dated = request.header("Date", "Sat, 21 Nov 2026 20:32:10 GMT")
                .header("x-log-apiversion", "0.6.0")
                .header("x-log-signaturemethod", "hmac-sha1");
        String text = "POST\n\napplication/json\nSat, 21 Nov 2026 20:32:10 GMT\nx-log-apiversion:0.6.0\n"
                + "x-log-signaturemethod:hmac-sha1\n" + SlsWorld.GROUPS + "/g1?consumer=c1&type=heartbeat";
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA1"));
            byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
            return dated.header(
                    "Authorization", "LOG " + key + ":" + Base64.getEncoder().encodeToString(signature));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
