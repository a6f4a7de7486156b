package io.shardbeat.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets a place when all are taken. */
class PlacesTest {
    private static final ConnectionRules RULES =
            new ConnectionRules(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30), 1);

    private final ConnectionCount places = new ConnectionCount(() -> 3);

    private record Peer(ConnectionGuard guard, EmbeddedChannel channel) {
        boolean isIn() {
            channel.runPendingTasks();
            return channel.isOpen();
        }
    }

    private final List<EmbeddedChannel> channels = new ArrayList<>();

    private Peer connect() {
        ConnectionGuard guard = new ConnectionGuard(RULES, places, new ConnectionCount(() -> 1), new LateHeads());
        EmbeddedChannel channel = new EmbeddedChannel(guard);
        channels.add(channel);
        return new Peer(guard, channel);
    }

    /** Those of one thread are looked at together. */
    @AfterEach
    void disconnect() {
        channels.forEach(EmbeddedChannel::close);
    }

    /** A request that is not served proves nothing: anybody can send the head of one, and never end it. */
    @Test
    void theOldestOnWhichNobodyWasServedGoesFirst() {
        Peer served = connect();
        served.guard().gate();
        served.guard().serves();
        Peer older = connect();
        older.guard().gate();
        older.guard().headIsIn();
        Peer younger = connect();
        Peer newcomer = connect();
        assertThat(served.isIn()).isTrue();
        assertThat(older.isIn()).isFalse();
        assertThat(younger.isIn()).isTrue();
        assertThat(newcomer.isIn()).isTrue();
    }

    /** However fast they come: one whose request is being answered has the time that takes. */
    @Test
    void amongManyThatSayNothingOneThatAsksStays() {
        Peer asks = connect();
        asks.guard().gate();
        asks.guard().headIsIn();
        for (int i = 0; i < 10; i++) {
            connect();
        }
        assertThat(asks.isIn()).isTrue();
    }

    @Test
    void amongManyThatAskOneThatHasJustComeStays() {
        Peer last = connect();
        for (int i = 0; i < 10; i++) {
            Peer asks = connect();
            asks.guard().gate();
            asks.guard().headIsIn();
        }
        assertThat(last.isIn()).isTrue();
    }

    @Test
    void whoWasRefusedIsOneOfThoseThatSayNothing() {
        Peer refused = connect();
        refused.guard().gate();
        refused.guard().headIsIn();
        refused.guard().requestIsOver();
        for (int i = 0; i < 10; i++) {
            connect();
        }
        assertThat(refused.isIn()).isFalse();
    }

    @Test
    void whereEverybodyIsServedTheNewcomerGoes() {
        for (int i = 0; i < 3; i++) {
            connect().guard().serves();
        }
        assertThat(connect().isIn()).isFalse();
    }
}
