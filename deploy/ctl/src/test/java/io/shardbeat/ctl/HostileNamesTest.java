package io.shardbeat.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A consumer may call itself what it likes; a terminal is not to be played with. */
class HostileNamesTest {
    /** In JSON: clear the screen, start a line, turn the line around, and a link of a terminal. */
    private static final String NAME = "a\\u001b[2Jb\\ndone\\u202ec\\u009bd\\u2028\\u007f\\ud800";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "members sls/p/l/g",
                "members sls/p/l/g -o wide",
                "members sls/p/l/g -o json",
                "member sls/p/l/g w",
                "member sls/p/l/g w -o json",
                "describe sls/p/l/g",
                "history sls/p/l/g",
                "explain sls/p/l/g l/0",
                "owner sls/p/l/g l/0",
                "plan sls/p/l/g",
                "nodes",
                "checkpoints sls/p/l/g",
                "snapshot sls/p/l/g",
                "watch --count 1"
            })
    void namesArePrintedEscaped(String command) throws IOException {
        String decisions =
                "{\"passes\": [{\"decisions\": [{\"kind\": \"NAME\", \"from\": \"NAME\", \"cause\": {\"NAME\": \"NAME\"}}]}]}";
        String answer =
                ("{\"name\": \"NAME\", \"NAME\": \"NAME\", \"id\": \"NAME\", \"list\": [\"NAME\"], \"members\": [{\"name\": \"NAME\"}],"
                                + " \"nodes\": [{\"id\": \"NAME\"}], \"checkpoints\": [{\"topic\": \"NAME\", \"number\": 0, \"checkpoint\": \"NAME\"}],"
                                + " \"moves\": [{\"shard\": \"NAME\", \"from\": \"NAME\"}], \"passes\": [{\"decisions\": [{\"kind\": \"NAME\"}]}],"
                                + " \"history\": " + decisions + "}")
                        .replace("NAME", NAME);
        try (FakeNode node = new FakeNode()) {
            boolean isStream = command.startsWith("watch");
            node.answers(
                    200,
                    isStream ? "text/event-stream" : "application/json",
                    isStream ? "event: x\u001b[2J\u202e\ndata: " + answer + "\n\n" : answer);
            Ctl.Run run = Ctl.at(node.url()).run(command.split(" "));
            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.out()).containsIgnoringCase("202e");
            assertHarmless(run.out());
        }
    }

    @Test
    void whatAStreamTellsIsPrintedEscaped() throws IOException {
        String patch = """
                event: patch
                data: {"group": {"NAME": "NAME", "shardCounts": {"NAME": 1}, "wishes": [{"kind": "NAME", "of": "NAME", "reason": "NAME"}]},
                data:  "members": {"rows": {"NAME": {"NAME": "NAME"}}}, "groups": {"rows": {"NAME": null}},
                data:  "nodes": {"lostWrites": "NAME", "nodes": [{"id": "NAME", "host": "NAME"}]},
                data:  "history": {"passes": {"NAME": {"at": "NAME", "decisions": [{"kind": "NAME", "from": "NAME"}]}}}}

                """.replace("NAME", NAME);
        try (FakeNode node = new FakeNode().answers(200, "text/event-stream", patch)) {
            Ctl.Run run = Ctl.at(node.url()).run("watch", "--count", "1");
            assertThat(run.lines()).hasSize(6);
            assertHarmless(run.out());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 500})
    void whatANodeSaysIsPrintedEscaped(int status) throws IOException {
        try (FakeNode node =
                new FakeNode().answers(status, "{\"error\": \"" + NAME + "\", \"message\": \"" + NAME + "\"}")) {
            Ctl.Run run = Ctl.at(node.url()).run("member", "sls/p/l/g", "x\u001b[2J\u202e");
            assertThat(run.err().lines()).hasSize(1);
            assertHarmless(run.err());
        }
    }

    private static void assertHarmless(String printed) {
        assertThat(printed.codePoints().filter(code -> code != '\n'))
                .noneMatch(code -> Character.isISOControl(code)
                        || Character.getType(code) == Character.FORMAT
                        || Character.getType(code) == Character.LINE_SEPARATOR
                        || Character.getType(code) == Character.SURROGATE);
    }
}
