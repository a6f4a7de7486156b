package io.shardbeat.it.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.shardbeat.it.client.Requests;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Cluster;
import io.shardbeat.testkit.process.FreePort;
import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.wire.RawHttp;
import io.shardbeat.testkit.wire.RawHttp.Response;
import io.shardbeat.testkit.wire.SampleRequest;
import io.shardbeat.testkit.wire.TestCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A node that speaks HTTPS, set up as in docs/operations.md, with the files of a Kubernetes Secret. */
class TlsIT {
    private static final String NAMES = "dns:*.cn-test.example.com,dns:cls.example.com,ip:127.0.0.1";
    private static final String HOST = Fixtures.PROJECT + ".cn-test.example.com:443";
    private static final String GROUPS = "/logstores/" + Fixtures.LOGSTORE + "/consumergroups";
    private static final int PORT = FreePort.find();
    private static final TestCertificate FIRST = TestCertificate.of(NAMES);
    private static final TestCertificate SECOND = TestCertificate.of(NAMES);
    private static final Node NODE = Node.on(Cluster.redis());

    static {
        FIRST.writeTo(NODE.folder());
        NODE.set("quarkus.http.ssl-port", Integer.toString(PORT))
                .set("quarkus.http.tls-configuration-name", "clients")
                .set("quarkus.tls.clients.key-store.pem.0.cert", file("tls.crt"))
                .set("quarkus.tls.clients.key-store.pem.0.key", file("tls.key"))
                .set("quarkus.tls.clients.reload-period", "1s")
                .start()
                .awaitReady();
    }

    private static String file(String name) {
        return NODE.folder().resolve(name).toString();
    }

    @AfterAll
    static void close() {
        NODE.close();
    }

    @Test
    void bothDialectsAreServedAndACertificateIsRotatedWithoutARestart() {
        assertServed(FIRST);
        assertThatThrownBy(() -> RawHttp.send(SECOND.trusting(), PORT, cls())).hasCauseInstanceOf(SSLException.class);

        SECOND.writeTo(NODE.folder());

        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> assertServed(SECOND));
        assertThat(NODE.isAlive()).isTrue();
        assertThat(NODE.probe("ready")).as("probes stay without TLS").isEqualTo(200);
    }

    @Test
    void theSettingsMayBeEnvironmentVariables() {
        int port = FreePort.find();
        try (Node node = Node.on(Cluster.redis())) {
            FIRST.writeTo(node.folder());
            node.export("QUARKUS_HTTP_SSL_PORT", Integer.toString(port))
                    .export("QUARKUS_HTTP_TLS_CONFIGURATION_NAME", "clients")
                    .export("QUARKUS_TLS_CLIENTS_KEY_STORE_PEM_0_CERT", node.folder() + "/tls.crt")
                    .export("QUARKUS_TLS_CLIENTS_KEY_STORE_PEM_0_KEY", node.folder() + "/tls.key")
                    .export("QUARKUS_TLS_CLIENTS_RELOAD_PERIOD", "1s")
                    .start()
                    .awaitReady();
            assertThat(RawHttp.send(FIRST.trusting(), port, cls()).status()).isEqualTo(200);

            SECOND.writeTo(node.folder());

            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> RawHttp.send(SECOND.trusting(), port, cls()).status() == 200);
        }
    }

    @Test
    void aNodeThatWasToldToServeHttpsDoesNotStartWithout() {
        assertRefusesToStart("quarkus.http.ssl-port", "QUARKUS_HTTP_SSL_PORT", "8443");
        assertRefusesToStart("clients", "QUARKUS_HTTP_TLS_CONFIGURATION_NAME", "clients");
        assertRefusesToStart("QUARKUS_TLS_CLIENTS_CERT", "QUARKUS_TLS_CLIENTS_CERT", "/tls.crt");
        assertRefusesToStart("insecure-requests is disabled", "QUARKUS_HTTP_INSECURE_REQUESTS", "disabled");
    }

    @Test
    void aNodeWithACertificateThatNobodyUsesDoesNotStart() {
        try (Node node = Node.on(Cluster.redis())) {
            FIRST.writeTo(node.folder());
            node.export("QUARKUS_TLS__CLIENTS__KEY_STORE_PEM__0__CERT", node.folder() + "/tls.crt")
                    .export("QUARKUS_TLS__CLIENTS__KEY_STORE_PEM__0__KEY", node.folder() + "/tls.key")
                    .start();
            assertThat(node.awaitExit()).isNotZero();
            assertThat(node.log())
                    .contains("cannot start: quarkus.tls.clients.key-store has a certificate that nobody");
        }
    }

    /** Loaded without a word by the libraries, and then each handshake fails. */
    @Test
    void aNodeWhoseKeyIsNotThatOfItsCertificateDoesNotStart() {
        try (Node node = Node.on(Cluster.redis())) {
            node.write("tls.crt", FIRST.certificatePem());
            node.write("tls.key", SECOND.keyPem());
            node.export("QUARKUS_HTTP_SSL_PORT", Integer.toString(FreePort.find()))
                    .export("QUARKUS_HTTP_TLS_CONFIGURATION_NAME", "clients")
                    .export("QUARKUS_TLS_CLIENTS_KEY_STORE_PEM_0_CERT", node.folder() + "/tls.crt")
                    .export("QUARKUS_TLS_CLIENTS_KEY_STORE_PEM_0_KEY", node.folder() + "/tls.key")
                    .start();
            assertThat(node.awaitExit()).isNotZero();
            assertThat(node.log())
                    .contains("cannot start: HTTPS cannot be served: the key is not that of the certificate");
        }
    }

    private static void assertRefusesToStart(String reason, String variable, String value) {
        try (Node node = Node.on(Cluster.redis()).export(variable, value).start()) {
            assertThat(node.awaitExit()).as(variable).isNotZero();
            assertThat(node.log()).contains(reason);
        }
    }

    private static void assertServed(TestCertificate certificate) {
        for (SampleRequest request : List.of(sls(), absolute(sls()))) {
            Response sls = RawHttp.send(certificate.trusting(), PORT, request);
            assertThat(sls.status()).as(sls.body()).isEqualTo(200);
            assertThat(sls.body()).startsWith("[");
        }
        Response cls = RawHttp.send(certificate.trusting(), PORT, cls());
        assertThat(cls.body()).startsWith("{\"Response\":{\"ConsumerGroupsInfo\":");
    }

    /** With the port in Host, as Go clients send it. */
    private static SampleRequest sls() {
        return Requests.slsSigned(
                Requests.sls("GET", Fixtures.PROJECT, GROUPS, "").header("Host", HOST), Instant.now());
    }

    /** As sent to a proxy; the signature covers the path alone. */
    private static SampleRequest absolute(SampleRequest request) {
        return request.path("https://" + HOST + request.raw().path());
    }

    private static SampleRequest cls() {
        SampleRequest request = Requests.cls("DescribeConsumerGroups", "{\"LogsetId\":\"" + Fixtures.LOGSET + "\"}");
        return Requests.clsSigned(request.header("Host", "cls.example.com:443"), Instant.now());
    }
}
