package io.shardbeat.it.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.shardbeat.it.client.Requests;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.wire.RawHttp;
import io.shardbeat.testkit.wire.RawHttp.Response;
import io.shardbeat.testkit.wire.SampleRequest;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a node that nobody set up allows, and to whom; and what it says of it. It has keys, so that signing is tried too. */
class SafeDefaultsIT {
    private static final String LOGSET = "6f6ded3f-948c-4616-9c7c-956a95d8c1a3";
    private static final String GROUP_PATH = "/logstores/my-logstore/consumergroups/consumer_group_test";
    private static final Node NODE =
            Node.withDefaults().unset("quarkus.http.host").unset("quarkus.management.host");

    static {
        NODE.set(
                        "shardbeat.auth.keys-file",
                        NODE.write("keys.yaml", Fixtures.KEYS).toString())
                .start()
                .awaitReady();
    }

    @AfterAll
    static void close() {
        NODE.close();
    }

    @Test
    void itsPortsAreOpenToThisMachineOnly() throws IOException {
        Optional<Inet4Address> outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(Inet4Address.class::cast)
                .findFirst();
        Assumptions.assumeTrue(outside.isPresent(), "this machine has no address but the loopback one");
        for (int port : List.of(NODE.port(), NODE.managementPort())) {
            try (Socket socket = new Socket()) {
                InetSocketAddress address = new InetSocketAddress(outside.get(), port);
                assertThatThrownBy(() -> socket.connect(address, 2_000)).isInstanceOf(IOException.class);
            }
        }
        assertThat(NODE.log()).contains("to whoever reaches 127.0.0.1", "quarkus.http.host");
    }

    /** A form or an image of a page that somebody on this machine looks at. */
    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Site, cross-site", "Sec-Fetch-Site, same-site", "Origin, http://evil.example", "Origin, null"
    })
    void aPageOfAnotherSiteChangesNothing(String header, String value) {
        Response sls = RawHttp.send(
                NODE.port(),
                Requests.sls("DELETE", "my-project", GROUP_PATH, "").header(header, value));
        assertThat(sls.status()).as(sls.body()).isEqualTo(403);
        assertThat(sls.body()).contains("\"errorCode\":\"Unauthorized\"");
        Response image = RawHttp.send(
                NODE.port(),
                SampleRequest.of(
                                "GET",
                                "/?Action=DeleteConsumerGroup&Version=2020-10-16&ConsumerGroup=test-123&LogsetId="
                                        + LOGSET)
                        .header("Host", "127.0.0.1:" + NODE.port())
                        .header(header, value));
        assertThat(image.body()).contains("\"Code\":\"AuthFailure.UnauthorizedOperation\"");
        Response form = RawHttp.send(
                NODE.port(),
                Requests.cls("DeleteConsumerGroup", "{\"ConsumerGroup\":\"test-123\",\"LogsetId\":\"" + LOGSET + "\"}")
                        .header(header, value));
        assertThat(form.body()).contains("\"Code\":\"AuthFailure.UnauthorizedOperation\"");
        Response admin =
                RawHttp.send(NODE.port(), finish("localhost:" + NODE.port()).header(header, value));
        assertThat(admin.status()).isEqualTo(403);
        for (Response response : List.of(sls, image, form, admin)) {
            assertThat(response.headers()).doesNotContainKey("access-control-allow-origin");
        }
        assertThat(groups()).contains("consumer_group_test", "test-123");
    }

    @Test
    void anAdminWithoutAKeyChangesThingsFromThisMachineUnderItsOwnNameOnly() {
        assertThat(RawHttp.send(NODE.port(), finish("localhost:" + NODE.port())).status())
                .isEqualTo(404);
        assertThat(RawHttp.send(NODE.port(), finish("rebound.evil.example")).status())
                .isEqualTo(401);
        assertThat(RawHttp.send(NODE.port(), finish("localhost:" + NODE.port()).header("X-Forwarded-For", "192.0.2.1"))
                        .status())
                .isEqualTo(401);
        assertThat(RawHttp.send(
                                NODE.port(),
                                finish("rebound.evil.example")
                                        .header(
                                                "Authorization",
                                                "Bearer " + Fixtures.ADMIN_KEY + ":" + Fixtures.SECRET))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aChangeLeavesALineThatSaysWhoAndHowItEnded() {
        String target = "/logstores/my-logstore/consumergroups";
        RawHttp.send(
                NODE.port(),
                Requests.sls(
                        "POST",
                        "my-project",
                        target,
                        "{\"consumerGroup\":\"audited\",\"timeout\":20,\"order\":false,\"x\":\"\u202e\"}"));
        RawHttp.send(NODE.port(), Requests.sls("DELETE", "my-project", target + "/audited", ""));
        RawHttp.send(NODE.port(), Requests.sls("DELETE", "my-project", target + "/nobodys", ""));
        RawHttp.send(
                NODE.port(),
                Requests.clsSigned(Requests.cls("DeleteLogset", "{\"LogsetId\":\"" + LOGSET + "\"}"), Instant.now()));
        RawHttp.send(NODE.port(), finish("localhost:" + NODE.port()));

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(audited())
                        .anyMatch(line -> line.contains("who=\"anonymous\" what=\"CreateConsumerGroup\"")
                                && line.contains("audited")
                                && line.contains("\\u202e")
                                && line.contains("from=127.0.0.1 outcome=ok request="))
                        .anyMatch(line ->
                                line.contains("what=\"DeleteConsumerGroup\"") && line.contains("/audited\" from"))
                        .anyMatch(line -> line.contains("/nobodys\" from=127.0.0.1 outcome=ConsumerGroupNotExist"))
                        .anyMatch(line -> line.contains(
                                        "who=\"" + Fixtures.KEY + "\" what=\"DeleteLogset\" on=\"LogsetId=" + LOGSET
                                                + "\" from=127.0.0.1 outcome=FailedOperation.LogsetNotEmpty request=")
                                && !line.endsWith("request=-"))
                        .anyMatch(line -> line.contains("what=\"PUT\" on=\"") && line.contains("outcome=404")));
        assertThat(NODE.log()).doesNotContain(Fixtures.SECRET, "\u202e");
    }

    @Test
    void aNameThatTurnsTextAroundIsWrittenInNumbers() {
        Response joined = RawHttp.send(
                NODE.port(),
                Requests.sls("POST", "my-project", GROUP_PATH + "?type=heartbeat&consumer=a%E2%80%AEb", "[]"));
        assertThat(joined.status()).as(joined.body()).isEqualTo(200);
        Response members = RawHttp.send(
                NODE.port(),
                SampleRequest.of("GET", "/admin/v1/groups/sls/my-project/my-logstore/consumer_group_test/members")
                        .header("Host", "localhost:" + NODE.port()));
        assertThat(members.body()).contains("\"a\\u202Eb\"").doesNotContain("\u202e");
    }

    @Test
    void whoIsRefusedIsCountedByReason() {
        SampleRequest beat = Requests.sls("GET", "my-project", "/logstores/my-logstore/consumergroups", "");
        SampleRequest signed = Requests.slsSigned(beat, Instant.now());
        RawHttp.send(NODE.port(), signed.header("Authorization", signed.raw().header("Authorization") + "x"));
        RawHttp.send(NODE.port(), finish("localhost").header("Authorization", "Bearer root:guess"));
        assertThat(NODE.metrics())
                .contains("shardbeat_auth_failures_total{dialect=\"sls\",reason=\"signature_mismatch\"}")
                .contains("shardbeat_auth_failures_total{dialect=\"admin\",reason=\"signature_mismatch\"}");
        assertThat(NODE.log())
                .contains("refused for who sent it")
                .containsPattern("reason=\\w+ from=\\S+ request=\\w+");
    }

    private static List<String> audited() {
        return NODE.log()
                .lines()
                .filter(line -> line.contains("shardbeat.audit") || line.contains("[sha.audit]"))
                .toList();
    }

    /** A change of the admin API to what is not there. */
    private static SampleRequest finish(String host) {
        return SampleRequest.of("PUT", "/admin/v1/groups/sls/nowhere/l/nobody/shards/l/0/finished")
                .header("Host", host);
    }

    private static String groups() {
        return RawHttp.send(
                        NODE.port(),
                        SampleRequest.of("GET", "/admin/v1/groups").header("Host", "localhost:" + NODE.port()))
                .body();
    }
}
