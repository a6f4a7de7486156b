package io.shardbeat.cls.signature;

import static io.shardbeat.testkit.Verdicts.assertAccepted;
import static io.shardbeat.testkit.Verdicts.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.cls.v20201016.ClsClient;
import com.tencentcloudapi.cls.v20201016.models.SendConsumerHeartbeatRequest;
import com.tencentcloudapi.cls.v20201016.models.TopicPartitionInfo;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import io.shardbeat.http.RawRequest;
import io.shardbeat.security.AcceptedSignatures;
import io.shardbeat.security.AccessKeys;
import io.shardbeat.security.Verdict;
import io.shardbeat.security.Verdict.Reason;
import io.shardbeat.testkit.Keys;
import io.shardbeat.testkit.wire.RecordingServer;
import io.shardbeat.testkit.wire.SampleRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the unmodified Java client signs is accepted, and nothing that was changed on the way. */
class ClsOfficialClientTest {
    private static final String ODD_CONSUMER = "c 1+\u00e9*~/%&=?#[]@!$'(),;:_\u4e2d\ud83d\ude00";
    private static final AccessKeys KEYS = Keys.only("AKID", "secret");

    private static RecordingServer server;

    @BeforeAll
    static void start() {
        server = new RecordingServer();
        server.answer("{\"Response\":{\"ConsumerGroup\":\"g1\",\"TopicPartitionsInfo\":[],\"RequestId\":\"r\"}}");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "TC3-HMAC-SHA256, POST",
        "TC3-HMAC-SHA256, GET",
        "HmacSHA1, POST",
        "HmacSHA1, GET",
        "HmacSHA256, POST",
        "HmacSHA256, GET"
    })
    void acceptsEveryMethod(String signMethod, String method) throws TencentCloudSDKException {
        SampleRequest sent = heartbeat(new Credential("AKID", "secret"), profile(signMethod, method));
        assertAccepted(verify(KEYS, sent), "AKID");
        assertRefused(verify(Keys.only("AKID", "other"), sent), Reason.SIGNATURE_MISMATCH);
        assertRefused(verify(Keys.only("AKIE", "secret"), sent), Reason.UNKNOWN_KEY);
        assertRefused(verify(KEYS, sent.header("Host", "127.0.0.2:1")), Reason.SIGNATURE_MISMATCH);
        SampleRequest changed = method.equals("POST")
                ? sent.body(text(sent.raw().body()).replace("g1", "g2"))
                : sent.query(query(sent).replace("g1", "g2"));
        assertRefused(verify(KEYS, changed), Reason.SIGNATURE_MISMATCH);
        SampleRequest otherMethod = sent.method(method.equals("POST") ? "PUT" : "HEAD");
        assertRefused(verify(KEYS, otherMethod), Reason.SIGNATURE_MISMATCH);
    }

    @ParameterizedTest
    @CsvSource({"TC3-HMAC-SHA256, POST", "TC3-HMAC-SHA256, GET", "HmacSHA1, POST", "HmacSHA256, GET"})
    void acceptsTemporaryCredentials(String signMethod, String method) throws TencentCloudSDKException {
        SampleRequest sent = heartbeat(new Credential("AKID", "secret", "TOK/+=="), profile(signMethod, method));
        assertAccepted(verify(Keys.only("AKID", "secret", "TOK/+=="), sent), "AKID");
        assertRefused(verify(Keys.only("AKID", "secret", "TOK"), sent), Reason.BAD_TOKEN);
        assertRefused(verify(KEYS, sent), Reason.BAD_TOKEN);
    }

    @Test
    void anUnsignedPayloadMayChangeButNotBecomeASignedOne() throws TencentCloudSDKException {
        ClientProfile profile = profile("TC3-HMAC-SHA256", "POST");
        profile.setUnsignedPayload(true);
        SampleRequest sent = heartbeat(new Credential("AKID", "secret"), profile);
        assertAccepted(verify(KEYS, sent), "AKID");
        assertAccepted(verify(KEYS, sent.body("{}")), "AKID");
        assertRefused(verify(KEYS, sent.without("X-TC-Content-SHA256")), Reason.SIGNATURE_MISMATCH);
    }

    @Test
    void refusesHeadersChangedOnTheWay() throws TencentCloudSDKException {
        SampleRequest sent = heartbeat(new Credential("AKID", "secret"), profile("TC3-HMAC-SHA256", "POST"));
        assertRefused(verify(KEYS, sent.header("Content-Type", "text/plain")), Reason.SIGNATURE_MISMATCH);
        long timestamp = Long.parseLong(header(sent, "X-TC-Timestamp"));
        Verdict verdict = verify(KEYS, sent.header("X-TC-Timestamp", Long.toString(timestamp + 1)));
        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    }

    private static Verdict verify(AccessKeys keys, SampleRequest sent) {
        RawRequest raw = sent.raw();
        String contentType = header(sent, "Content-Type");
        boolean form = raw.body().length > 0 && contentType.startsWith("application/x-www-form-urlencoded");
        Map<String, String> parameters = decode(form ? text(raw.body()) : query(sent));
        return new ClsSignature(keys, InstantSource.system(), AcceptedSignatures.ALL).verify(raw, parameters);
    }

    private static Map<String, String> decode(String text) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    private static String header(SampleRequest sent, String name) {
        String value = sent.raw().header(name);
        return value == null ? "" : value;
    }

    private static String query(SampleRequest sent) {
        String query = sent.raw().query();
        return query == null ? "" : query;
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static SampleRequest heartbeat(Credential credential, ClientProfile profile)
            throws TencentCloudSDKException {
        TopicPartitionInfo topic = new TopicPartitionInfo();
        topic.setTopicID("t1");
        topic.setPartitions(new Long[] {0L, 1L});
        SendConsumerHeartbeatRequest request = new SendConsumerHeartbeatRequest();
        request.setConsumerGroup("g1");
        request.setConsumer(ODD_CONSUMER);
        request.setLogsetId("l1");
        request.setTopicPartitionsInfo(new TopicPartitionInfo[] {topic});
        new ClsClient(credential, "ap-guangzhou", profile).SendConsumerHeartbeat(request);
        return server.take();
    }

    private static ClientProfile profile(String signMethod, String method) {
        HttpProfile http = new HttpProfile();
        http.setProtocol(HttpProfile.REQ_HTTP);
        http.setEndpoint("127.0.0.1:" + server.port());
        http.setReqMethod(method);
        return new ClientProfile(signMethod, http);
    }
}
