package io.shardbeat.testkit.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("long")
class TcpProxyTest {
    private static final Duration LATE = Duration.ofMillis(300);

    private final EchoServer server = new EchoServer("");
    private final TcpProxy proxy = new TcpProxy(server);

    @AfterEach
    void close() {
        proxy.close();
        server.close();
    }

    @Test
    void bytesGoBothWaysAndTheEndOfEitherSideIsPassedOn() throws Exception {
        try (Peer peer = new Peer(proxy)) {
            assertThat(peer.send("hello").receive(5)).isEqualTo("hello");
            peer.endOutput();
            assertThat(peer.receivesEnd()).isTrue();
        }
    }

    @Test
    void nobodyListensWhileItRefusesAndOpenConnectionsAreReset() throws Exception {
        try (Peer peer = new Peer(proxy)) {
            assertThat(peer.send("hello").receive(5)).isEqualTo("hello");
            proxy.refuse();
            assertThatThrownBy(() -> peer.send("x").receive(1)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> new Peer(proxy)).hasStackTraceContaining("refused");
        }
        proxy.heal();
        try (Peer peer = new Peer(proxy)) {
            assertThat(peer.send("hello").receive(5)).isEqualTo("hello");
        }
    }

    @Test
    void delayedBytesAreLateOnceHoweverManyChunksThereAre() throws Exception {
        proxy.toServer().delay(LATE);
        try (Peer peer = new Peer(proxy)) {
            long start = System.nanoTime();
            for (int i = 0; i < 30; i++) {
                peer.send("x");
            }
            assertThat(peer.receive(30)).isEqualTo("x".repeat(30));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(LATE, LATE.multipliedBy(15));
        }
    }

    @Test
    void eachDirectionHasItsOwnDelay() throws Exception {
        proxy.toServer().delay(LATE);
        proxy.toClient().delay(LATE);
        try (Peer peer = new Peer(proxy)) {
            long start = System.nanoTime();
            assertThat(peer.send("x").receive(1)).isEqualTo("x");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(LATE.multipliedBy(2));
        }
    }

    @Test
    void heldBytesArriveWhenItIsHealed() throws Exception {
        try (Peer peer = new Peer(proxy)) {
            proxy.toServer().hold();
            peer.send("late");
            assertThat(peer.hearsNothing()).isTrue();
            assertThat(server.received()).isEmpty();
            proxy.heal();
            assertThat(peer.receive(4)).isEqualTo("late");
        }
    }

    @Test
    void aConnectionThatLostBytesStaysSilentAndNewOnesWork() throws Exception {
        try (Peer peer = new Peer(proxy)) {
            proxy.toServer().swallow();
            peer.send("lost");
            assertThat(peer.hearsNothing()).isTrue();
            proxy.heal();
            peer.send("too");
            assertThat(peer.hearsNothing()).isTrue();
            assertThat(server.received()).isEmpty();
            try (Peer other = new Peer(proxy)) {
                assertThat(other.send("x").receive(1)).isEqualTo("x");
            }
        }
    }

    @Test
    void whenOnlyAnswersAreSwallowedTheServerHasReadAll() throws Exception {
        proxy.toClient().swallow();
        try (Peer peer = new Peer(proxy)) {
            peer.send("heard");
            assertThat(peer.hearsNothing()).isTrue();
            assertThat(server.received()).isEqualTo("heard");
        }
    }

    @Test
    void aCutStopsWithinAMessageAndResetsTheConnectionOnce() throws Exception {
        proxy.toServer().cutAfter(3);
        try (Peer peer = new Peer(proxy)) {
            peer.send("message");
            assertThatThrownBy(() -> peer.receive(4)).isInstanceOf(IOException.class);
            server.awaitReceived("mes");
        }
        try (Peer peer = new Peer(proxy)) {
            assertThat(peer.send("whole").receive(5)).isEqualTo("whole");
        }
    }

    @Test
    void aResetIsSeenByTheClientAsAReset() throws Exception {
        try (Peer peer = new Peer(proxy)) {
            peer.send("x").receive(1);
            proxy.reset();
            assertThatThrownBy(() -> peer.receive(1))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void theClientOfAHalfOpenConnectionIsToldNothing() throws Exception {
        try (Peer peer = new Peer(proxy)) {
            peer.send("x").receive(1);
            proxy.halfOpen();
            peer.send("into the void");
            assertThat(peer.hearsNothing()).isTrue();
            assertThat(server.received()).isEqualTo("x");
        }
    }

    @Test
    void theTargetIsChangedUnderTheSameAddress() throws Exception {
        try (EchoServer other = new EchoServer("other:");
                Peer peer = new Peer(proxy)) {
            peer.send("x").receive(1);
            proxy.switchTo(other);
            assertThatThrownBy(() -> peer.receive(1)).isInstanceOf(SocketException.class);
            try (Peer next = new Peer(proxy)) {
                assertThat(next.send("x").receive(7)).isEqualTo("other:x");
            }
        }
    }

    @Test
    void aServerThatIsAwayIsSeenAsAReset() throws Exception {
        try (Socket nobody = new Socket();
                TcpProxy toNobody = new TcpProxy(nobody::getLocalPort)) {
            // Bound and not listening: it refuses, and no other process can listen there meanwhile.
            nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (Peer peer = new Peer(toNobody)) {
                assertThatThrownBy(() -> peer.receive(1)).isInstanceOf(SocketException.class);
            }
        }
    }
}
