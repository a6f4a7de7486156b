package io.shardbeat.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the program ends, and what it says when that is not well. */
class ExitCodesTest {
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            400 | InvalidArgument    | 1
            401 | Unauthorized       | 1
            403 | Forbidden          | 1
            404 | GroupNotFound      | 3
            404 | MemberNotFound     | 3
            404 | NotFound           | 3
            409 | GroupDamaged       | 1
            412 | PreconditionFailed | 4
            500 | Internal           | 1
            502 | Internal           | 5
            503 | StoreUnavailable   | 5
            504 | Internal           | 5
            """)
    void aRefusalSaysWhatWasAskedAndWhatTheNodeSaid(int status, String word, int exit) throws IOException {
        try (FakeNode node =
                new FakeNode().answers(status, "{\"error\": \"" + word + "\", \"message\": \"since it is so\"}")) {
            Ctl.Run run = Ctl.at(node.url()).run("drain", "sls/p/l/g", "w", "--reason", "r");
            assertThat(run.exit()).isEqualTo(exit);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .isEqualTo("shardbeatctl: cannot drain member w of sls/p/l/g: " + status + " " + word
                            + ": since it is so\n");
        }
    }

    @Test
    void aChangeThatWasMadeEndsWithNothingElse() throws IOException {
        try (FakeNode node = new FakeNode().answers(202, "{\"epoch\": 12}")) {
            Ctl.Run run = Ctl.at(node.url()).run("drain", "sls/p/l/g", "w", "--reason", "r");
            assertThat(run).isEqualTo(new Ctl.Run(0, "done: drain member w of sls/p/l/g, epoch 12\n", ""));
        }
    }

    @Test
    void anAnswerWithoutABodyIsWellToo() throws IOException {
        try (FakeNode node = new FakeNode().answers(204, "")) {
            Ctl.Run run = Ctl.at(node.url()).run("delete", "cls/set/g", "--reason", "r");
            assertThat(run).isEqualTo(new Ctl.Run(0, "done: delete cls/set/g\n", ""));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                       | name a command
            fly                                      | Unmatched argument at index 0: 'fly'
            drain sls/p/l/g w                        | this changes something: say why with --reason, or in SHARDBEAT_REASON
            drain sls/p/l w --reason r               | a group is sls/<project>/<logstore>/<group> or cls/<logset>/<group>
            drain sls/p//g w --reason r              | a group is sls/
            drain sls/p/l/g --reason r               | Missing required parameter: 'MEMBER'
            drain sls/p/l/g w --for soon --reason r  | a duration is like 500ms, 90s, 10m, 2h or 1h30m
            drain sls/p/l/g w --for 0s --reason r    | a duration is above zero
            shard sls/p/l/g l                        | a shard is <topic>/<number>, for example my-logstore/0
            weight sls/p/l/g w much --reason r       | 'much' is not an int
            pause sls/p/l/g --reason r               | Missing required argument
            pause sls/p/l/g --for 1h --until 2026-11-29T04:00:00Z --reason r | mutually exclusive
            replay snapshot.json --app /none         | the planner is in a packaged node
            apply sls/p/l/g --plan /none --reason r  | cannot read the plan /none
            apply sls/p/l/g --reason r --join a      | a plan holds for one epoch: name it with --if-epoch
            owner sls/p/l/g l/0 --at noon            | --at 'noon': a time is like 2026-11-29T03:00:00Z, or how long ago: 10m
            checkpoints cls/s/g --set t/0 --value x --reason r | --value 'x': a CLS offset is a whole number
            checkpoints sls/p/l/g --set l/0 --reason r | --set needs --value
            checkpoints sls/p/l/g --value x          | --value goes with --set
            groups -o xml                            | expected one of [table, wide, json]
            groups --url ftp://h                     | a URL is http://<host>:<port>
            groups --url http://ops:secret@h         | a URL is http://<host>:<port>
            groups --key secret                      | a key is ID:SECRET
            groups --key-file /none/there            | cannot read the key file /none/there
            """)
    void aWrongCommandLineIsSaidAndNothingIsSent(String command, String message) throws IOException {
        try (FakeNode node = new FakeNode()) {
            Ctl.Run run = Ctl.at(node.url()).run(command.isEmpty() ? new String[0] : command.split(" +"));
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err().lines().findFirst().orElse(""))
                    .startsWith("shardbeatctl: ")
                    .contains(message);
            assertThat(run.err()).doesNotContain("secret").doesNotContain("\tat ");
            assertThat(node.asked()).isEmpty();
        }
    }

    @Test
    void nobodyThereIsUnreachable() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Ctl.Run run = Ctl.at("http://127.0.0.1:" + port).run("groups");
        assertThat(run)
                .isEqualTo(new Ctl.Run(
                        5,
                        "",
                        "shardbeatctl: cannot list groups: http://127.0.0.1:" + port + " refuses connections\n"));
    }

    @Test
    void silenceIsUnreachable() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + silent.getLocalPort();
            Ctl.Run run = Ctl.at(url).run("groups", "--timeout", "200ms");
            assertThat(run.exit()).isEqualTo(5);
            assertThat(run.err())
                    .startsWith("shardbeatctl: cannot list groups: ")
                    .contains("in");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>an ingress</html>", "{\"groups\": 7}", "[1]", "{\"groups\""})
    void anAnswerOfSomethingElseIsNoStackTrace(String body) throws IOException {
        try (FakeNode node = new FakeNode().answers(200, body)) {
            Ctl.Run run = Ctl.at(node.url()).run("groups");
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err().lines()).hasSize(1);
            assertThat(run.err()).startsWith("shardbeatctl: cannot list groups: ");
        }
    }

    @Test
    void aTokenThatIsNotValidEndsWithOne() throws IOException {
        try (FakeNode node = new FakeNode().answers(200, "{\"valid\": false}")) {
            assertThat(Ctl.at(node.url())
                            .run("verify", "sls/p/l/g", "l/0", "w", "3")
                            .exit())
                    .isEqualTo(1);
        }
    }
}
