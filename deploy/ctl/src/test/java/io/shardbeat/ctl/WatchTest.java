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
