package io.shardbeat.it.hostile;

import io.shardbeat.testkit.process.FreePort;
import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.wire.TestCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Strangers without a key attack a node with what costs them little: connections, handshakes, frames, bits of requests. */
@Tag("alone")
class HostileConnectionsIT {
    private static final int TLS_PORT = FreePort.find();
    private static AttackedFleet fleet;

    @BeforeAll
    static void start() throws Exception {
        fleet = new AttackedFleet(HostileConnectionsIT::serveTls);
    }

    private static void serveTls(Node node) {
        TestCertificate.of("dns:localhost").writeTo(node.folder());
        node.set("quarkus.http.ssl-port", Integer.toString(TLS_PORT))
                .set("quarkus.http.tls-configuration-name", "clients")
                .set("quarkus.tls.clients.key-store.pem.0.cert", node.folder() + "/tls.crt")
                .set("quarkus.tls.clients.key-store.pem.0.key", node.folder() + "/tls.key");
    }

    @AfterAll
    static void end() throws Exception {
        fleet.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void manyAskWhetherTheyMaySendABody(boolean sends) throws Exception {
        fleet.withstands(
                "100-continue, 300, " + (sends ? "and sends" : "and never sends"),
                node -> ConnectionAttacks.asksFirst(node.port(), 300, sends));
    }

    @Test
    void connectionsThatAreGoneAtOnce() throws Exception {
        fleet.withstands("a byte and gone, 16", node -> ConnectionAttacks.churn(node.port(), 16));
    }

    @Test
    void handshakesThatNeverEnd() throws Exception {
        fleet.withstands("half a TLS handshake, 300", node -> ConnectionAttacks.halfAHandshake(TLS_PORT, 300, true));
    }

    @Test
    void handshakesThatAreGivenUp() throws Exception {
        fleet.withstands(
                "half a TLS handshake again, 16", node -> ConnectionAttacks.halfAHandshake(TLS_PORT, 16, false));
    }

    @ParameterizedTest
    @CsvSource({"pings, false", "pings, true", "settings, false", "settings, true", "priorities, true", "windows, true"
    })
    void framesOfHttp2WithoutEnd(String kind, boolean reads) throws Exception {
        fleet.withstands(
                kind + " of HTTP/2, " + (reads ? "answers read" : "nothing read") + ", 8",
                node -> ConnectionAttacks.frames(node.port(), 8, kind, reads));
    }

    @Test
    void headsOfHttp2WithoutEnd() throws Exception {
        fleet.withstands("empty pieces of a head, 8", node -> ConnectionAttacks.endlessHeads(node.port(), 8));
    }

    @Test
    void noRoomForAnAnswer() throws Exception {
        fleet.withstands("no window for answers, 8", node -> ConnectionAttacks.noRoomForAnswers(node.port(), 8));
    }

    /** By whoever has an operator's key. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void streamsOfEventsThatNobodyReads(boolean stays) throws Exception {
        fleet.withstands(
                "streams of events, " + (stays ? "200, nothing read" : "100, again and again"),
                node -> ConnectionAttacks.watches(node.port(), stays ? 200 : 100, stays));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void chunkedBodiesWhoseOtherPartsNeverEnd(boolean trailers) throws Exception {
        fleet.withstands(
                "endless " + (trailers ? "trailers" : "extension of a chunk") + ", 20",
                node -> ConnectionAttacks.endlessChunkedParts(node.port(), 20, trailers));
    }
}
