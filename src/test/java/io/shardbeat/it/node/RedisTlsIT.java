package io.shardbeat.it.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.testkit.process.Cluster;
import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.wire.TestCertificate;
import io.shardbeat.testkit.wire.TlsFront;
import org.junit.jupiter.api.Test;

/** {@code rediss://}: who shows a certificate for another name is not the Redis that was asked for. */
class RedisTlsIT {
    @Test
    void aCertificateForAnotherNameIsRefusedUnlessThatIsSwitchedOff() {
        TestCertificate certificate = TestCertificate.of("dns:other.example");
        try (TlsFront redis = new TlsFront(certificate, Cluster.redis());
                Node node = Node.on(redis.uri())) {
            certificate.writeTo(node.folder());
            node.set("quarkus.redis.tls.trust-certificate-pem", "true")
                    .set(
                            "quarkus.redis.tls.trust-certificate-pem.certs",
                            node.folder().resolve("tls.crt").toString())
                    .start()
                    .awaitLive();
            node.awaitNotReady();
            assertThat(node.health("ready")).contains("redis");
            assertThat(redis.handshakes()).as("nobody got through").isZero();
            node.stop();

            node.set("quarkus.redis.tls.hostname-verification-algorithm", "NONE")
                    .start()
                    .awaitReady();
            assertThat(redis.handshakes()).isPositive();
        }
    }
}
