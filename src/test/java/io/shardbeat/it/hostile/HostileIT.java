package io.shardbeat.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shardbeat.it.client.Http2Frames;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Node;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Strangers without a key attack a node with requests: consumers beside them lose nothing, and hardly notice. */
@Tag("alone")
class HostileIT {
    private static AttackedFleet fleet;

    @BeforeAll
    static void start() throws Exception {
        fleet = new AttackedFleet(node -> {});
    }

    @AfterAll
    static void end() throws Exception {
        fleet.close();
    }

    @Test
    void bodiesInTinyChunks() throws Exception {
        fleet.withstands("tiny chunks, 4", node -> Attack.tinyChunks(node, 4));
    }

    @Test
    void longBodiesThatNeverEnd() throws Exception {
        fleet.withstands(
                "4 MB bodies that never end, 150", node -> Attack.endlessBodies(node, 150, 4_000_000, 3_900_000));
    }

    @Test
    void shortBodiesThatNeverEnd() throws Exception {
        fleet.withstands("60 KB bodies that never end, 300", node -> Attack.endlessBodies(node, 300, 60_000, 59_000));
    }

    @Test
    void requestsWhoseAnswersNobodyReads() throws Exception {
        fleet.withstands("never reads, 20", node -> Attack.neverReads(node, 20));
    }

    @Test
    void requestsWithoutEnd() throws Exception {
        fleet.withstands("pipelines, 60", node -> Attack.pipelines(node, 60));
    }

    @Test
    void slowHeads() throws Exception {
        fleet.withstands("slow heads, 200", node -> Attack.slowHeads(node, 200));
    }

    @Test
    void lineFeedsInHttp2ThatWouldBePassedOn() throws Exception {
        Http2Frames.Head head =
                new Http2Frames.Head(Fixtures.PROJECT + ".example.com", "/logstores/eight/shards/lb", List.of());
        fleet.withstands(
                "a line feed in a header of HTTP/2, 4", node -> Attack.brokenHttp2(node, 4, head.with("a", "b\nc")));
        fleet.withstands(
                "a line end in a path of HTTP/2, 4",
                node -> Attack.brokenHttp2(node, 4, head.path("/logstores/eight/shards\r\nHost: x")));
    }

    @Test
    void streamsOfHttp2WithoutEnd() throws Exception {
        Http2Frames.Head beat = new Http2Frames.Head(
                Fixtures.PROJECT + ".example.com",
                "/logstores/eight/consumergroups/fleet?type=heartbeat&consumer=x",
                List.of(Map.entry("content-type", "application/json")));
        fleet.withstands("streams of HTTP/2, 8", node -> Attack.streams(node, 8, beat, false));
        fleet.withstands("streams of HTTP/2 that are reset, 8", node -> Attack.streams(node, 8, beat, true));
    }

    /** And the connections to Redis are cut meanwhile, so that new ones are needed. */
    @Test
    void moreConnectionsThanTheProcessMayOpenFiles() throws Exception {
        Thread cutter = new Thread(fleet::cutRedis);
        fleet.withstands("500 idle connections with 400 files", node -> {
            Attack attack = Attack.idles(node, 500);
            cutter.start();
            return attack;
        });
        cutter.join();
        fleet.assertWellAgain();
    }

    /** Classes that are needed only then cannot be read then: whoever waited for one waited for ever. */
    @Test
    void noFileCanBeOpened() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "no prlimit");
        Node attacked = fleet.attacked();
        attacked.openNoMoreFiles();
        try (Attack attack = Attack.pipelines(attacked, 20)) {
            fleet.cutRedis();
        } finally {
            attacked.openFilesAgain();
        }
        fleet.assertWellAgain();
    }

    @Test
    void headersThatAreTooLongEndOneRequestOfHttp2() throws Exception {
        Http2Frames.Head beat = new Http2Frames.Head(
                Fixtures.PROJECT + ".example.com",
                "/logstores/eight/consumergroups/fleet?type=heartbeat&consumer=x",
                List.of(Map.entry("content-type", "application/json")));
        byte[] body = "[]".getBytes(StandardCharsets.US_ASCII);
        for (int length : new int[] {11_000, 25_000, 60_000}) {
            try (Socket socket = new Socket("127.0.0.1", fleet.attacked().port())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(Http2Frames.preface());
                socket.getOutputStream().write(Http2Frames.request(1, beat.with("a", "b".repeat(length)), body));
                socket.getOutputStream().write(Http2Frames.request(3, beat, body));
                DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
                assertThat(Http2Frames.answer(in, 1))
                        .contains(length < 20_000 ? "MissAccessKeyId" : "the headers are longer than 20480 bytes");
                assertThat(Http2Frames.answer(in, 3)).contains("MissAccessKeyId");
            }
        }
    }
}
