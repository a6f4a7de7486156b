package io.shardbeat.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a person sees. The clock stands at 03:00. */
class TablesTest {
    @Test
    void groupsComeInNaturalOrderAllPages() throws IOException {
        try (FakeNode node = new FakeNode()
                .answers(
                        200,
                        "{\"groups\": [{\"path\": \"sls/p/l/g10\", \"state\": \"stable\", \"members\": 2,"
                                + " \"handOvers\": 0, \"epoch\": 7}], \"next\": \"sls/p/l/g10\"}")
                .answers(200, "{\"groups\": [{\"path\": \"sls/p/l/g9\", \"members\": 1}], \"next\": null}")) {
            Ctl.Run run = Ctl.at(node.url()).run("groups");
            assertThat(run.out()).isEqualTo("""
                    GROUP        STATE   MEMBERS  HAND-OVERS  EPOCH
                    sls/p/l/g9   -       1        -           -
                    sls/p/l/g10  stable  2        0           7
                    """);
            assertThat(node.asked().get(1).line()).isEqualTo("GET /admin/v1/groups?from=sls%2Fp%2Fl%2Fg10&limit=1000");
        }
    }

    @Test
    void aListThatIsCutSaysSo() throws IOException {
        try (FakeNode node =
                new FakeNode().answers(200, "{\"groups\": [{\"path\": \"sls/p/l/a\"}], \"next\": \"x\"}")) {
            Ctl.Run run = Ctl.at(node.url()).run("groups", "--limit", "1");
            assertThat(run.exit()).isZero();
            assertThat(run.err()).isEqualTo("shardbeatctl: there are more than these 1: see --limit\n");
        }
    }

    @Test
    void groupsThatANodeDoesNotSortAreSpokenOf() throws IOException {
        try (FakeNode node = new FakeNode()
                .answers(200, "{\"groups\": [{\"path\": \"sls/p/l/a\"}], \"next\": null, \"beyond\": \"sls/p/l/b\"}")) {
            Ctl.Run run = Ctl.at(node.url()).run("groups", "--sort", "-members");
            assertThat(run.exit()).isZero();
            assertThat(run.err()).isEqualTo("shardbeatctl: there are more groups than a node sorts: see --prefix\n");
        }
    }

    @Test
    void aNodeThatGoesRoundInCirclesIsStopped() throws IOException {
        try (FakeNode node = new FakeNode().answers(200, "{\"groups\": [{\"path\": \"a\"}], \"next\": \"a\"}")) {
            Ctl.Run run = Ctl.at(node.url()).run("groups");
            assertThat(run.exit()).isEqualTo(1);
            assertThat(node.asked()).hasSize(2);
        }
    }

    @Test
    void membersShowAgesAndStates() throws IOException {
        try (FakeNode node = new FakeNode().answers(200, """
                {"members": [
                  {"name": "w-10", "alive": false, "granted": 1, "reported": 0, "suspicions": ["senders-in-turn"]},
                  {"name": "w-9", "alive": true, "draining": true, "handingOver": true, "granted": 2, "reported": 3,
                   "silentMillis": 3000, "aboutToExpire": true, "leaseLeftMillis": 17000, "weight": 1,
                   "client": "aliyun-log", "joined": "2026-11-28T01:00:00Z"}]}
                """)) {
            assertThat(Ctl.at(node.url()).run("members", "sls/p/l/g").out()).isEqualTo("""
                    MEMBER  STATE                                        GRANTED  REPORTED  HEARTBEAT  LEASE  WEIGHT  SUSPICIONS
                    w-9     alive,draining,about-to-expire,handing-over  2        3         3s ago     17s    1       -
                    w-10    silent                                       1        0         -          -      -       senders-in-turn
                    """);
            assertThat(Ctl.at(node.url())
                            .run("members", "sls/p/l/g", "-o", "wide")
                            .out())
                    .contains("1d2h ago", "aliyun-log");
        }
    }

    @Test
    void shardsAreOrderedByNumberAndSayWhenTheyAreFree() throws IOException {
        try (FakeNode node = new FakeNode().answers(200, """
                {"shards": [
                  {"id": "l/10", "state": "handing-over", "holder": "a", "next": "b", "since": "2026-11-29T02:56:40Z", "stuck": true},
                  {"id": "l/2", "state": "fenced", "fencedUntil": "2026-11-29T03:00:05Z", "pinnedTo": "a"}]}
                """)) {
            assertThat(Ctl.at(node.url()).run("shards", "sls/p/l/g").out()).isEqualTo("""
                    SHARD  STATE               HOLDER  NEXT  SINCE      UNTIL  PINNED-TO
                    l/2    fenced              -       -     -          in 5s  a
                    l/10   handing-over,stuck  a       b     3m20s ago  -      -
                    """);
        }
    }

    @Test
    void widelyAShardHasItsCauseAndItsCheckpoint() throws IOException {
        try (FakeNode node = new FakeNode().answers(200, """
                {"shards": [
                  {"id": "l/1", "state": "held", "holder": "a", "since": "2026-11-29T02:56:40Z", "sinceEpoch": 7, "cause": "joined",
                   "until": null, "pinnedTo": "a", "checkpoint": {"value": "MTc=", "updated": "2026-11-29T02:59:00Z", "consumer": "a"}},
                  {"id": "l/2", "state": "fenced", "until": "2026-11-29T03:00:05Z", "cause": "expired", "checkpoint": null}]}
                """)) {
            assertThat(Ctl.at(node.url())
                            .run("shards", "sls/p/l/g", "-o", "wide")
                            .out())
                    .isEqualTo("""
                    SHARD  STATE   HOLDER  NEXT  SINCE      UNTIL  PINNED-TO  CAUSE    CHECKPOINT  SAVED   SINCE-EPOCH
                    l/1    held    a       -     3m20s ago  -      a          joined   MTc=        1m ago  7
                    l/2    fenced  -       -     -          in 5s  -          expired  -           -       -
                    """);
        }
    }

    @Test
    void checkpointsAreOneLinePerShard() throws IOException {
        try (FakeNode node = new FakeNode().answers(200, """
                {"checkpoints": [
                  {"topic": "l", "number": 0, "checkpoint": null, "updated": null, "consumer": null},
                  {"topic": "l", "number": 1, "checkpoint": "17", "updated": "2026-11-29T02:59:00Z", "consumer": "a"}],
                 "total": 3, "next": 2}
                """).answers(200, """
                {"checkpoints": [{"topic": "l", "number": 2, "checkpoint": "18", "updated": "2026-11-29T02:59:00Z"}],
                 "total": 3, "next": null}
                """)) {
            assertThat(Ctl.at(node.url()).run("checkpoints", "sls/p/l/g").out()).isEqualTo("""
                    SHARD  CHECKPOINT  UPDATED  BY
                    l/0    -           -        -
                    l/1    17          1m ago   a
                    l/2    18          1m ago   -
                    """);
        }
    }

    @Test
    void aGroupIsDescribedWithWhatOperatorsWantOfIt() throws IOException {
        try (FakeNode node = new FakeNode().answers(200, """
                {"path": "sls/p/l/g", "state": "paused", "wishes": [
                  {"kind": "pause", "of": null, "value": "all", "until": "2026-11-29T03:01:00Z", "by": "ops",
                   "at": "2026-11-29T02:59:00Z", "reason": "odd moves"}]}
                """)) {
            assertThat(Ctl.at(node.url()).run("describe", "sls/p/l/g").out()).isEqualTo("""
                    path:   sls/p/l/g
                    state:  paused

                    WANTED  OF  VALUE  UNTIL  BY   SINCE   REASON
                    pause   -   all    in 1m  ops  1m ago  odd moves
                    """);
        }
    }

    @Test
    void aHistoryIsOneLinePerDecision() throws IOException {
        try (FakeNode node = new FakeNode().answers(200, """
                {"passes": [{"epoch": 3, "at": "2026-11-29T02:59:00Z", "count": 3, "decisions": [
                  {"kind": "handed-over", "shard": "l/1", "from": "a", "to": "b", "cause": "balance"},
                  {"kind": "member-joined", "shard": null, "from": null, "to": "b"}]}]}
                """)) {
            Ctl.Run run = Ctl.at(node.url()).run("history", "sls/p/l/g");
            assertThat(run.out()).isEqualTo("""
                    WHEN   DECISION       SHARD  FROM  TO  CAUSE
                    1m ago  handed-over    l/1    a     b   balance
                    1m ago  member-joined  -      -     b   -
                    """.replace("WHEN   ", "WHEN    "));
            assertThat(run.err()).isEqualTo("shardbeatctl: 1 more decisions of these passes are not shown\n");
        }
    }

    @Test
    void anExplanationIsSentences() throws IOException {
        try (FakeNode node = new FakeNode()
                .answers(
                        200,
                        "{\"id\": \"l/1\", \"state\": \"held\", \"holder\": \"{to}\", \"since\": \"2026-11-29T02:59:00Z\"}")
                .answers(200, """
                        {"passes": [{"epoch": 3, "at": "2026-11-29T02:59:00Z", "count": 2, "decisions": [
                          {"kind": "handed-over", "shard": "l/1", "from": "{to}", "to": "b", "cause": "balance"},
                          {"kind": "new-kind", "shard": "l/1", "from": "a", "to": null}]}]}
                        """)) {
            assertThat(Ctl.at(node.url()).run("explain", "sls/p/l/g", "l/1").out())
                    .isEqualTo("""
                    id:      l/1
                    state:   held
                    holder:  {to}
                    since:   2026-11-29T02:59:00Z (1m ago)

                    WHEN    WHAT
                    1m ago  l/1 went from {to} to b, because of balance
                    1m ago  new-kind: l/1 a -> -
                    """);
        }
    }

    @Test
    void aPlanShowsItsMovesByShard() throws IOException {
        try (FakeNode node = new FakeNode().answers(200, """
                {"epoch": 8, "spreadBefore": 4, "spreadAfter": 0, "movesMinimum": 2, "moves": [
                  {"shard": "l/10", "from": "a", "to": "b", "cause": "balance"},
                  {"shard": "l/9", "from": "a", "to": "b", "cause": "balance"}]}
                """)) {
            String plan = """
                    epoch 8: 2 moves (at least 2 needed), spread 4 before, 0 after
                    SHARD  FROM  TO  CAUSE
                    l/9    a     b   balance
                    l/10   a     b   balance
                    """;
            assertThat(Ctl.at(node.url())
                            .run("plan", "sls/p/l/g", "--join", "b")
                            .out())
                    .isEqualTo(plan);
            assertThat(Ctl.at(node.url())
                            .run("drain", "sls/p/l/g", "a", "--reason", "r", "--dry-run")
                            .out())
                    .isEqualTo(plan);
        }
    }

    @Test
    void aGroupIsDescribedWithItsParts() throws IOException {
        try (FakeNode node = new FakeNode().answers(200, """
                {"path": "sls/p/l/g", "sessionTimeoutMillis": 20000, "topics": ["l"], "memberCounts": {"total": 1, "alive": 1},
                 "members": {"members": [{"name": "a", "alive": true, "granted": 1}]},
                 "shards": {"shards": [{"id": "l/0", "state": "held", "holder": "a"}]}}
                """)) {
            assertThat(Ctl.at(node.url()).run("describe", "sls/p/l/g").lines())
                    .contains(
                            "path:                 sls/p/l/g",
                            "session timeout:      20s",
                            "member counts alive:  1",
                            "a       alive  1        -         -          -      -       -")
                    .anyMatch(line -> line.matches("l/0 +held +a .*"));
        }
    }

    @Test
    void jsonIsTheNodesAnswerWithAllPages() throws IOException {
        try (FakeNode node = new FakeNode()
                .answers(200, "{\"groups\": [{\"path\": \"b\"}], \"next\": \"b\"}")
                .answers(200, "{\"groups\": [{\"path\": \"c\"}], \"next\": null}")) {
            Ctl.Run run = Ctl.at(node.url()).run("groups", "-o", "json");
            assertThat(run.out().replaceAll("\\s", ""))
                    .isEqualTo("{\"groups\":[{\"path\":\"b\"},{\"path\":\"c\"}],\"next\":null}");
        }
    }
}
