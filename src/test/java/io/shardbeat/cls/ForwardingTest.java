package io.shardbeat.cls;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.http.Answer;
import io.shardbeat.http.Dialect.Refusal;
import io.shardbeat.http.Upstream;
import io.shardbeat.testkit.wire.SampleRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardingTest {
    private static final Upstream API = new Upstream("api.test", 443, true);
    private static final Upstream REGIONAL_API = new Upstream("gz-api.test", 443, true);
    private static final Upstream LOGS = new Upstream("logs.test", 80, false);
    private static final Upstream REGIONAL_LOGS = new Upstream("gz-logs.test", 80, false);

    private final ClsServer server = new ClsServer(
            "auth.mode", "off",
            "cls.upstream", "https://api.test",
            "cls.upstreams.\"ap-guangzhou\"", "https://gz-api.test",
            "cls.data-upstream", "http://logs.test",
            "cls.data-upstreams.\"ap-guangzhou\"", "http://gz-logs.test");

    @Test
    void anActionThatIsNotAnsweredHereGoesToItsRegion() {
        SampleRequest search = ClsServer.post("SearchLog", "{}");
        assertThat(upstream(search)).isEqualTo(API);
        assertThat(upstream(search.header("X-TC-Region", ""))).isEqualTo(API);
        assertThat(upstream(search.header("X-TC-Region", "ap-beijing"))).isEqualTo(API);
        assertThat(upstream(search.header("X-TC-Region", "ap-guangzhou"))).isEqualTo(REGIONAL_API);
        assertThat(upstream(ClsServer.get("SearchLog", "&Region=ap-guangzhou"))).isEqualTo(REGIONAL_API);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SendConsumerHeartbeat",
                "CreateConsumerGroup",
                "ModifyConsumerGroup",
                "DeleteConsumerGroup",
                "DescribeConsumerGroups",
                "CommitConsumerOffsets",
                "DescribeConsumerOffsets"
            })
    void nothingAboutGroupsEverDoes(String action) {
        assertThat(upstream(ClsServer.post(action, "{}"))).isNull();
        assertThat(upstream(ClsServer.get(action, ""))).isNull();
        assertThat(upstream(ClsServer.form(action, ""))).isNull();
    }

    @Test
    void logsAreReadAndWrittenAtTheRegionOfTheHost() {
        assertThat(upstream(logCall("/pull_log?topic_id=t1"))).isEqualTo(LOGS);
        assertThat(upstream(logCall("/structuredlog?topic_id=t1").header("Host", "ap-guangzhou.cls.tencentcs.com")))
                .isEqualTo(REGIONAL_LOGS);
        assertThat(upstream(logCall("/consumerheartbeat?topic_id=t1"))).isNull();
    }

    @Test
    void withoutALogServiceTheErrorNamesTheSetting() {
        ClsServer none = ClsServer.open();
        assertThat(none.dialect.open(ClsServer.post("SearchLog", "{}").raw()).upstream())
                .isNull();
        assertThat(none.ask(ClsServer.post("SearchLog", "{}"))
                        .path("Error")
                        .path("Message")
                        .asText())
                .contains("SearchLog", "shardbeat.cls.upstream names no log service");
        assertThat(none.dialect.open(logCall("/pull_log").raw()).upstream()).isNull();
        Answer answer = none.answer(logCall("/pull_log").raw());
        assertThat(answer.status()).isEqualTo(403);
        assertThat(text(answer))
                .startsWith("{\"errorcode\":\"NotAllowed\",\"errormessage\":\"/pull_log is not served here")
                .contains("shardbeat.cls.data-upstream names no log service");
    }

    @Test
    void aLogServiceThatFailsIsAnErrorThatClientsRepeat() {
        Answer api =
                server.dialect.open(ClsServer.post("SearchLog", "{}").raw()).refuse(Refusal.UPSTREAM_FAILED);
        assertThat(ClsServer.opened(api).path("Error").path("Code").asText()).isEqualTo("InternalError");
        Answer logs = server.dialect.open(logCall("/pull_log").raw()).refuse(Refusal.UPSTREAM_FAILED);
        assertThat(logs.status()).isEqualTo(500);
        assertThat(text(logs)).startsWith("{\"errorcode\":\"InternalError\",\"errormessage\":\"the log service");
    }

    private Upstream upstream(SampleRequest request) {
        return server.dialect.open(request.raw()).upstream();
    }

    private static SampleRequest logCall(String target) {
        return SampleRequest.of("POST", target)
                .header("Host", "127.0.0.1:8080")
                .header("Content-Type", "application/json")
                .header("Authorization", "q-sign-algorithm=sha1&q-ak=AKID");
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
