package io.shardbeat.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.process.RedisProcess;
import io.shardbeat.testkit.wire.TestCertificate;
import io.shardbeat.testkit.wire.TlsFront;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One Redis by TLS, with a certificate of a private authority, as the user that may do the least; killed under fleets. */
class RedisTlsFaultsIT {
    private static final TestCertificate CERTIFICATE = TestCertificate.ofPrivateAuthority("dns:localhost");
    private static final RedisProcess REDIS = new RedisProcess("appendonly", "yes");
    private static final TlsFront FRONT = new TlsFront(CERTIFICATE, REDIS.uri());

    @RegisterExtension
    static final FleetsOnTwoNodes FLEETS = new FleetsOnTwoNodes(REDIS::start, RedisTlsFaultsIT::node, () -> {
        FRONT.close();
        REDIS.close();
    });

    private static Node node() {
        Node node = Node.on(FRONT.uri());
        String authority =
                node.write("authority.pem", CERTIFICATE.authorityPem()).toString();
        return node.set("quarkus.redis.tls-configuration-name", "redis")
                .set("quarkus.tls.redis.trust-store.pem.certs", authority);
    }

    @Test
    void aRedisThatIsKilledAndComesBackMovesNothing() {
        FLEETS.feelNoMoveWhen("Redis by TLS, killed (`kill -9`) and started anew", () -> {
            REDIS.kill();
            REDIS.start();
        });
        assertThat(FRONT.handshakes()).isGreaterThanOrEqualTo(4);
    }
}
