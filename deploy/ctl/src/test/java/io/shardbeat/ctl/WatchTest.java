package io.shardbeat.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Events, as they come. */
class WatchTest {
    private static final String STREAM = """
            : a comment
            id: 1
            event: member
            data: {"name": "a",
            data: "alive": true}

            data: {"epoch": 2}

            """;

    @Test
    void eventsAreOneLineEach() throws IOException {
        try (FakeNode node = new FakeNode().answers(200, "text/event-stream", STREAM)) {
            Ctl.Run run = Ctl.at(node.url()).run("watch", "sls/p/l/g", "--count", "2");
            assertThat(run.out()).isEqualTo("""
                    2026-11-29T03:00:00Z  member  name=a, alive=true
                    2026-11-29T03:00:00Z  message  epoch=2
                    """);
            assertThat(node.asked().get(0).line()).isEqualTo("GET /admin/v1/groups/sls/p/l/g/events");
        }
    }

    @Test
    void whatAPersonWouldWantToKnowIsALineAndAHeartbeatIsNot() throws IOException {
        String stream = """
                event: patch
                data: {"group": {"path": "sls/p/l/g", "state": "moving", "epoch": 8, "shardCounts": {"held": 1},
                data:  "wishes": [{"kind": "drain", "of": "a", "reason": "old"}]},
                data:  "members": {"rows": {"a": {"granted": 1, "lastHeartbeat": "2026-11-29T02:59:59Z"}}},
                data:  "history": {"order": ["2"], "passes": {
                data:    "2": {"epoch": 8, "at": "2026-11-29T02:59:59Z", "decisions": [
                data:      {"kind": "hand-over-begun", "shard": "l/1", "from": "a", "to": "b", "cause": "drained"}]},
                data:    "1": {"epoch": 7, "at": "2026-11-29T02:59:58Z", "decisions": [{"kind": "writes-lost"}]}}}}

                event: patch
                data: {"members": {"rows": {"a": {"lastHeartbeat": "2026-11-29T03:00:00Z"}, "b": null}}, "at": "2026-11-29T03:00:00Z"}

                """;
        try (FakeNode node = new FakeNode().answers(200, "text/event-stream", stream)) {
            assertThat(Ctl.at(node.url())
                            .run("watch", "sls/p/l/g", "--count", "2")
                            .lines())
                    .containsExactly(
                            "2026-11-29T03:00:00Z  decided 2026-11-29T02:59:58Z  Redis was started anew or failed over and may lack its last writes",
                            "2026-11-29T03:00:00Z  decided 2026-11-29T02:59:59Z  l/1 was asked back from a, to go to b, because of drained",
                            "2026-11-29T03:00:00Z  group  state=moving, epoch=8, shardCounts.held=1, wanted: drain a (old)",
                            "2026-11-29T03:00:00Z  member a  granted=1",
                            "2026-11-29T03:00:00Z  member b  is gone");
        }
    }

    @Test
    void ofAllGroupsRowsAreToldAndNodesWhenTheyComeAndGo() throws IOException {
        String stream = """
                event: patch
                data: {"groups": {"rows": {"sls/p/l/g": {"path": "sls/p/l/g", "state": "stable", "members": 2}}},
                data:  "nodes": {"nodes": [{"id": "n1", "host": "h1", "lastTick": "2026-11-29T02:59:59Z"}]}, "trend": {"at": [1]}}

                event: patch
                data: {"nodes": {"nodes": [{"id": "n1", "host": "h1", "lastTick": "2026-11-29T03:00:00Z"}]}}

                event: patch
                data: {"groups": {"rows": {"sls/p/l/g": null}}, "nodes": {"nodes": [], "lostWrites": "2026-11-29T03:00:00Z"}}

                """;
        try (FakeNode node = new FakeNode().answers(200, "text/event-stream", stream)) {
            assertThat(Ctl.at(node.url()).run("watch", "--count", "3").lines())
                    .containsExactly(
                            "2026-11-29T03:00:00Z  group sls/p/l/g  state=stable, members=2",
                            "2026-11-29T03:00:00Z  node n1  is there, host=h1",
                            "2026-11-29T03:00:00Z  group sls/p/l/g  is gone",
                            "2026-11-29T03:00:00Z  redis  lostWrites=2026-11-29T03:00:00Z",
                            "2026-11-29T03:00:00Z  node n1  is gone, host=h1");
        }
    }

    @Test
    void jsonIsOneObjectPerLineAndAStreamThatEndsIsAskedForAgain() throws IOException {
        try (FakeNode node = new FakeNode().answers(200, "text/event-stream", STREAM)) {
            Ctl.Run run = Ctl.at(node.url()).run("watch", "--count", "3", "-o", "json");
            assertThat(run.lines())
                    .containsExactly(
                            "{\"event\":\"member\",\"data\":{\"name\":\"a\",\"alive\":true}}",
                            "{\"event\":\"message\",\"data\":{\"epoch\":2}}",
                            "{\"event\":\"member\",\"data\":{\"name\":\"a\",\"alive\":true}}");
            assertThat(node.asked()).hasSize(2);
        }
    }

    @Test
    void aRefusalEndsIt() throws IOException {
        try (FakeNode node = new FakeNode().answers(404, "{\"error\": \"GroupNotFound\", \"message\": \"none\"}")) {
            Ctl.Run run = Ctl.at(node.url()).run("watch", "sls/p/l/g");
            assertThat(run)
                    .isEqualTo(new Ctl.Run(3, "", "shardbeatctl: cannot watch sls/p/l/g: 404 GroupNotFound: none\n"));
        }
    }
}
