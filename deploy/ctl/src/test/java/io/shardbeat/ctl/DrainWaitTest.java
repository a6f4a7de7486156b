package io.shardbeat.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** {@code drain --wait} as a Kubernetes preStop hook: it returns when the process may stop. */
class DrainWaitTest {
    private static final String[] DRAIN = {"drain", "sls/p/l/g", "w", "--reason", "rollout", "--wait=5s"};

    @Test
    void itReturnsWhenTheMemberHoldsNothing() throws IOException {
        try (FakeNode node = new FakeNode()
                .answers(202, "{\"epoch\": 5}")
                .answers(200, "{\"name\": \"w\", \"granted\": 2, \"handingOver\": false}")
                .answers(200, "{\"name\": \"w\", \"granted\": 0, \"handingOver\": true}")
                .answers(503, "{\"error\": \"StoreUnavailable\", \"message\": \"Redis is away\"}")
                .answers(200, "{\"name\": \"w\", \"granted\": 0, \"handingOver\": false}")) {
            Ctl.Run run = Ctl.at(node.url()).run(DRAIN);
            assertThat(run)
                    .isEqualTo(new Ctl.Run(
                            0,
                            "done: drain member w of sls/p/l/g, epoch 5\ndrained: member w of sls/p/l/g holds nothing\n",
                            ""));
            assertThat(node.asked()).hasSize(5);
            assertThat(node.asked().get(4).line()).isEqualTo("GET /admin/v1/groups/sls/p/l/g/members/w");
        }
    }

    @Test
    void aMemberThatIsNotThereHoldsNothing() throws IOException {
        try (FakeNode node = new FakeNode().answers(404, "{\"error\": \"MemberNotFound\", \"message\": \"none\"}")) {
            assertThat(Ctl.at(node.url()).run(DRAIN))
                    .isEqualTo(new Ctl.Run(0, "gone: there is no member w in sls/p/l/g\n", ""));
        }
    }

    @Test
    void aMemberThatLeavesMeanwhileHoldsNothing() throws IOException {
        try (FakeNode node = new FakeNode()
                .answers(202, "{\"epoch\": 5}")
                .answers(404, "{\"error\": \"MemberNotFound\", \"message\": \"none\"}")) {
            assertThat(Ctl.at(node.url()).run(DRAIN).exit()).isZero();
        }
    }

    @Test
    void aGroupThatIsNotThereIsAMistake() throws IOException {
        try (FakeNode node = new FakeNode().answers(404, "{\"error\": \"GroupNotFound\", \"message\": \"none\"}")) {
            assertThat(Ctl.at(node.url()).run(DRAIN).exit()).isEqualTo(3);
        }
    }

    @Test
    void aMemberThatKeepsItsShardsEndsTheWaitInTime() throws IOException {
        try (FakeNode node = new FakeNode().answers(200, "{\"name\": \"w\", \"granted\": 1, \"handingOver\": false}")) {
            Ctl.Run run = Ctl.at(node.url()).run("drain", "sls/p/l/g", "w", "--reason", "r", "--wait=600ms");
            assertThat(run.exit()).isEqualTo(5);
            assertThat(run.err())
                    .isEqualTo("shardbeatctl: cannot drain member w of sls/p/l/g within 600ms: it still has 1 shard\n");
        }
    }

    @Test
    void withoutWaitingOnlyTheRequestIsSent() throws IOException {
        try (FakeNode node = new FakeNode().answers(202, "{\"epoch\": 5}")) {
            assertThat(Ctl.at(node.url())
                            .run("drain", "sls/p/l/g", "w", "--reason", "r")
                            .exit())
                    .isZero();
            assertThat(node.asked()).hasSize(1);
        }
    }

    @Test
    void aDryRunDoesNotWait() throws IOException {
        try (FakeNode node = new FakeNode().answers(200, "{\"epoch\": 5, \"moves\": []}")) {
            assertThat(Ctl.at(node.url())
                            .run("drain", "sls/p/l/g", "w", "--reason", "r", "--wait", "--dry-run")
                            .exit())
                    .isZero();
            assertThat(node.asked()).hasSize(1);
        }
    }
}
