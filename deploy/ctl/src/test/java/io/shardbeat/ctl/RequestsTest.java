package io.shardbeat.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each command line and the one request that it becomes. */
class RequestsTest {
    private static final String GROUP = "sls/p/l/g";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            groups                                          | GET /admin/v1/groups?limit=1000
            groups --prefix sls/p/ --state stuck --sort age | GET /admin/v1/groups?prefix=sls%2Fp%2F&state=stuck&sort=age&limit=1000
            groups --limit 3                                | GET /admin/v1/groups?limit=3
            describe G                                      | GET /admin/v1/groups/sls/p/l/g?include=members%2Cshards%2Chistory&limit=20
            describe cls/set/g                              | GET /admin/v1/groups/cls/set/g?include=members%2Cshards%2Chistory&limit=20
            members G                                       | GET /admin/v1/groups/sls/p/l/g/members?limit=1000
            member G w-1                                    | GET /admin/v1/groups/sls/p/l/g/members/w-1
            member G a/b                                    | GET /admin/v1/groups/sls/p/l/g/members/a%2Fb
            member G ..                                     | GET /admin/v1/groups/sls/p/l/g/members/%2E%2E
            member G @w                                     | GET /admin/v1/groups/sls/p/l/g/members/%40w
            shards G --state fenced                         | GET /admin/v1/groups/sls/p/l/g/shards?state=fenced&limit=1000
            shard G l/7                                     | GET /admin/v1/groups/sls/p/l/g/shards/l/7
            history G                                       | GET /admin/v1/groups/sls/p/l/g/history?limit=100
            history G --shard l/1 --member w --kind granted | GET /admin/v1/groups/sls/p/l/g/history?shard=l%2F1&member=w&kind=granted&limit=100
            history G --since 10m --until 2026-11-29T02:55:00Z | GET /admin/v1/groups/sls/p/l/g/history?since=2026-11-29T02%3A50%3A00Z&until=2026-11-29T02%3A55%3A00Z&limit=100
            owner G l/1                                     | GET /admin/v1/groups/sls/p/l/g/shards/l/1/owner
            owner G l/1 --at 1h30m                          | GET /admin/v1/groups/sls/p/l/g/shards/l/1/owner?at=2026-11-29T01%3A30%3A00Z
            verify G l/1 w 17                               | GET /admin/v1/groups/sls/p/l/g/verify?shard=l%2F1&member=w&epoch=17
            snapshot G                                      | GET /admin/v1/groups/sls/p/l/g/snapshot
            checkpoints G                                   | GET /admin/v1/groups/sls/p/l/g/checkpoints?limit=1000
            nodes                                           | GET /admin/v1/nodes
            """)
    void looksAreOneRequestWithoutABody(String command, String request) throws IOException {
        FakeNode.Asked asked = asked(
                command,
                "{\"groups\": [], \"members\": [], \"shards\": [], \"checkpoints\": [], \"passes\": [], \"valid\": true}");
        assertThat(asked.line()).isEqualTo(request);
        assertThat(asked.body()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            drain G w                             | POST /admin/v1/groups/sls/p/l/g/members/w/drain              | {"reason":"r"}
            drain G w --for 90m                   | POST /admin/v1/groups/sls/p/l/g/members/w/drain              | {"for":"90m","reason":"r"}
            undrain G w                           | DELETE /admin/v1/groups/sls/p/l/g/members/w/drain            | {"reason":"r"}
            leave G w                             | POST /admin/v1/groups/sls/p/l/g/members/w/leave              | {"reason":"r"}
            evict G w                             | DELETE /admin/v1/groups/sls/p/l/g/members/w?fence=auto       | {"reason":"r"}
            evict G w --fence none --for 10m      | DELETE /admin/v1/groups/sls/p/l/g/members/w?fence=none&for=10m | {"reason":"r"}
            weight G w 3                          | PUT /admin/v1/groups/sls/p/l/g/members/w/weight              | {"weight":3,"reason":"r"}
            pause G --for 2h                      | POST /admin/v1/groups/sls/p/l/g/pause                        | {"for":"2h","mode":"balance","reason":"r"}
            pause G --until 2026-11-29T04:00:00Z --mode all | POST /admin/v1/groups/sls/p/l/g/pause              | {"until":"2026-11-29T04:00:00Z","mode":"all","reason":"r"}
            relist                                | POST /admin/v1/catalog/relist                                | {"reason":"r"}
            resume G                              | POST /admin/v1/groups/sls/p/l/g/resume                       | {"reason":"r"}
            pin G l/0 w                           | PUT /admin/v1/groups/sls/p/l/g/shards/l/0/pin                | {"member":"w","reason":"r"}
            unpin G l/0                           | DELETE /admin/v1/groups/sls/p/l/g/shards/l/0/pin             | {"reason":"r"}
            park G l/0 --for 1500ms               | PUT /admin/v1/groups/sls/p/l/g/shards/l/0/park               | {"for":"1500ms","reason":"r"}
            unpark G l/0                          | DELETE /admin/v1/groups/sls/p/l/g/shards/l/0/park            | {"reason":"r"}
            finish G l/0                          | PUT /admin/v1/groups/sls/p/l/g/shards/l/0/finished           | {"reason":"r"}
            finish G l/0 --undo                   | DELETE /admin/v1/groups/sls/p/l/g/shards/l/0/finished        | {"reason":"r"}
            checkpoints G --set l/0 --value MTIz  | PUT /admin/v1/groups/sls/p/l/g/shards/l/0/checkpoint         | {"value":"MTIz","reason":"r"}
            checkpoints cls/set/g --set t/0 --value 42 | PUT /admin/v1/groups/cls/set/g/shards/t/0/checkpoint     | {"value":42,"reason":"r"}
            checkpoints G --delete l/0            | DELETE /admin/v1/groups/sls/p/l/g/shards/l/0/checkpoint      | {"reason":"r"}
            checkpoints G --delete-all            | DELETE /admin/v1/groups/sls/p/l/g/checkpoints                | {"reason":"r"}
            rebalance G                           | POST /admin/v1/groups/sls/p/l/g/rebalance                    | {"reason":"r"}
            rebuild G                             | POST /admin/v1/groups/sls/p/l/g/rebuild                      | {"reason":"r"}
            delete G                              | DELETE /admin/v1/groups/sls/p/l/g                            | {"reason":"r"}
            apply G --if-epoch 7 --join a --join b | POST /admin/v1/groups/sls/p/l/g/apply                       | {"join":["a","b"],"reason":"r"}
            """)
    void changesAreOneRequestThatGivesTheReason(String command, String request, String body) throws IOException {
        FakeNode.Asked asked = asked(command + " --reason r", "{}");
        assertThat(asked.line()).isEqualTo(request);
        assertThat(asked.body()).isEqualTo(body);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            plan G --leave w-1 --drain w-2 | {"leave":["w-1"],"drain":["w-2"]}
            plan G --weight w=3 --pin l/0=w --shards l=8 | {"weights":{"w":3},"pins":{"l/0":"w"},"shards":{"l":8}}
            """)
    void aPlanNeedsNoReason(String command, String body) throws IOException {
        FakeNode.Asked asked = asked(command, "{\"epoch\": 1, \"moves\": []}");
        assertThat(asked.line()).isEqualTo("POST /admin/v1/groups/sls/p/l/g/plan");
        assertThat(asked.body()).isEqualTo(body);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            drain G w --dry-run            | POST /admin/v1/groups/sls/p/l/g/members/w/drain?dryRun=true
            evict G w --dry-run            | DELETE /admin/v1/groups/sls/p/l/g/members/w?fence=auto&dryRun=true
            pause G --for 1h --dry-run     | POST /admin/v1/groups/sls/p/l/g/pause?dryRun=true
            checkpoints G --delete-all --dry-run | DELETE /admin/v1/groups/sls/p/l/g/checkpoints?dryRun=true
            """)
    void aDryRunSaysSo(String command, String request) throws IOException {
        assertThat(asked(command + " --reason r", "{}").line()).isEqualTo(request);
    }

    @ParameterizedTest
    @CsvSource({"drain G w", "rebalance G", "delete G", "checkpoints G --delete-all"})
    void anEpochThatIsNamedIsThePrecondition(String command) throws IOException {
        assertThat(asked(command + " --reason r --if-epoch 1795303302354", "{}").ifMatch())
                .isEqualTo("\"1795303302354\"");
        assertThat(asked(command + " --reason r", "{}").ifMatch()).isEmpty();
    }

    @Test
    void aPlanOfAFileIsAppliedAtItsEpoch(@TempDir Path folder) throws IOException {
        Path plan = Files.writeString(folder.resolve("plan.json"), "{\"epoch\": 7, \"moves\": [], \"proposal\": {}}");
        FakeNode.Asked asked = asked("apply G --plan " + plan + " --reason r", "{}");
        assertThat(asked.body()).isEqualTo("{\"epoch\":7,\"moves\":[],\"proposal\":{},\"reason\":\"r\"}");
        assertThat(asked.ifMatch()).isEqualTo("\"7\"");
    }

    private static FakeNode.Asked asked(String command, String answer) throws IOException {
        try (FakeNode node = new FakeNode().answers(200, answer)) {
            String[] words = command.replaceAll("\\bG\\b", GROUP).split(" +");
            Ctl.Run run = Ctl.at(node.url()).run(words);
            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(node.asked()).hasSize(1);
            return node.asked().get(0);
        }
    }
}
