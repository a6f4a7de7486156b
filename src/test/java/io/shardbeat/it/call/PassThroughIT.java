package io.shardbeat.it.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.aliyun.openservices.log.Client;
import com.aliyun.openservices.log.common.Consts.CursorMode;
import com.aliyun.openservices.log.common.LogGroupData;
import com.aliyun.openservices.log.common.LogItem;
import com.aliyun.openservices.log.http.signer.SignVersion;
import com.aliyun.openservices.log.response.BatchGetLogResponse;
import io.shardbeat.it.client.Requests;
import io.shardbeat.it.client.SlsCloud;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Cluster;
import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.sls.LogService;
import io.shardbeat.testkit.wire.RawHttp;
import io.shardbeat.testkit.wire.TestCertificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The official client behind a node that knows a log service: beats are answered here, logs come from there. */
class PassThroughIT {
    private static final LogService LOGS = new LogService();
    private static final TestCertificate CERTIFICATE = TestCertificate.of("dns:localhost");
    private static final LogService TLS_LOGS = LogService.with(CERTIFICATE);
    private static final Node NODE = Node.on(Cluster.redis());

    static {
        CERTIFICATE.writeTo(NODE.folder());
        NODE.set("shardbeat.sls.upstream", "http://127.0.0.1:" + LOGS.port())
                .set("shardbeat.sls.upstreams.over-tls", "https://localhost:" + TLS_LOGS.port())
                .set("shardbeat.sls.upstreams.wrong-name", "https://127.0.0.1:" + TLS_LOGS.port())
                .set("shardbeat.cls.upstream", "http://127.0.0.1:" + LOGS.port())
                .set("shardbeat.upstream.tls-configuration-name", "logs")
                .set(
                        "quarkus.tls.logs.trust-store.pem.certs",
                        NODE.folder().resolve("tls.crt").toString())
                .start()
                .awaitReady();
    }

    private final SlsCloud cloud = new SlsCloud(SignVersion.V4);

    /** Signed with a key that this node does not know: who may use the log service is for the log service to say. */
    private final Client client = SlsCloud.client(NODE, SignVersion.V4, "key-of-the-log-service", "its-secret");

    @AfterAll
    static void close() {
        NODE.close();
        LOGS.close();
        TLS_LOGS.close();
    }

    @Test
    void logsAreWrittenAndReadThroughTheNode() throws Exception {
        LogItem item = new LogItem(1_700_000_000);
        item.PushBack("message", "hello");
        client.PutLogs(Fixtures.PROJECT, "through", "topic", List.of(item), "source");
        String cursor = client.GetCursor(Fixtures.PROJECT, "through", 0, CursorMode.BEGIN)
                .GetCursor();
        BatchGetLogResponse pulled = client.BatchGetLog(Fixtures.PROJECT, "through", 0, 10, cursor);
        assertThat(pulled.GetLogGroups())
                .extracting(LogGroupData::GetFastLogGroup)
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.getTopic()).isEqualTo("topic");
                    assertThat(group.getLogs(0).getContents(0).getValue()).isEqualTo("hello");
                });
        BatchGetLogResponse end = client.BatchGetLog(Fixtures.PROJECT, "through", 0, 10, pulled.GetNextCursor());
        assertThat(end.GetCount()).isZero();
        assertThat(LOGS.requests())
                .anyMatch(
                        line -> line.startsWith("POST " + Fixtures.PROJECT + ".cn-test.example.com /logstores/through"))
                .anyMatch(
                        line -> line.startsWith("GET " + Fixtures.PROJECT + ".cn-test.example.com /logstores/through"));
    }

    @Test
    void beatsAreAnsweredHereAndNeverReachTheLogService() throws Exception {
        cloud.createAt(NODE, "passed-by", 3);
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        cloud.beat(NODE, "passed-by", "a", List.of()).shards().size() == 8);
        assertThat(LOGS.requests()).noneMatch(line -> line.contains("consumergroups"));
    }

    @Test
    void aLogServiceOverTlsMustHaveTheNameOfTheSetting() throws Exception {
        assertThat(client.GetCursor("over-tls", "through", 0, CursorMode.BEGIN).GetCursor())
                .isNotEmpty();
        assertThat(cloud.codeOf(catchThrowable(() -> client.GetCursor("wrong-name", "through", 0, CursorMode.BEGIN))))
                .isEqualTo("InternalServerError");
        assertThat(TLS_LOGS.requests()).allMatch(line -> line.startsWith("GET over-tls."));
    }

    @Test
    void theLogServicesOwnErrorsAreItsOwn() {
        assertThat(cloud.codeOf(catchThrowable(() -> client.GetLogStore(Fixtures.PROJECT, "through"))))
                .isEqualTo("InvalidMethod");
    }

    @Test
    void aClsActionIsPassedOnToo() {
        assertThat(RawHttp.send(NODE.port(), Requests.cls("SearchLog", "{}")).status())
                .isEqualTo(405);
        assertThat(LOGS.requests()).anyMatch(line -> line.startsWith("POST ") && line.endsWith(" /"));
    }
}
