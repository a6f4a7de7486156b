package io.shardbeat.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.client.FakeNode.Said;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One turn after another, in a time that the test steps. */
class MemberTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String UNKNOWN = "NotExistConsumerWithBody";

    private final FakeNode node = new FakeNode();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final RecordedListeners listeners = new RecordedListeners();
    private final Holdings holdings = new Holdings(listeners);
    private final List<String> told = new ArrayList<>();
    private final List<Long> fences = new ArrayList<>();
    private long now;

    @AfterEach
    void close() {
        node.close();
        timer.shutdownNow();
    }

    @Test
    void theFirstHeartbeatIsEmptyAndTheNextOnesReportWhatWasGranted() {
        node.beats = beat -> Said.shards(41, "[0,1]");
        Member member = member();
        member.turn();
        member.turn();
        assertThat(node.reports()).containsExactly("[]", "[0,1]");
        assertThat(listeners.take()).containsExactly("start 0 with 41", "start 1 with 41");
    }

    @Test
    void aHeartbeatNamesItsProjectInTheHostAndItsConsumerInTheQuery() {
        member(settings -> settings.as("a b~*/é")).turn();
        FakeNode.Seen beat = node.seen.get(1);
        assertThat(beat.host()).isEqualTo("my-project.127.0.0.1");
        assertThat(beat.target())
                .isEqualTo("/logstores/my-logstore/consumergroups/workers?consumer=a%20b~%2A%2F%C3%A9&type=heartbeat");
        assertThat(beat.date()).matches("\\d{8}T\\d{6}Z");
        assertThat(beat.authorization()).isEqualTo("null");
    }

    @Test
    void eachShardHasItsOwnTokenWhereTheNodeTellsThem() {
        node.beats = beat -> new Said(200, "50", "my-logstore/0=41,my-logstore/1=42", "[0,1,2]");
        member().turn();
        assertThat(listeners.take()).containsExactly("start 0 with 41", "start 1 with 42", "start 2 with 50");
    }

    @Test
    void whereTheyAreTooManyOrInAFormThatIsNotKnownTheEpochIsTheToken() {
        for (String tokens : List.of("*=50", "{\"0\":41}", "0=", "")) {
            node.beats = beat -> new Said(200, "50", tokens, "[0]");
            memberAt(node, it -> it, new Holdings(listeners)).turn();
            assertThat(listeners.take()).as(tokens).containsExactly("start 0 with 50");
        }
    }

    @Test
    void theFenceIsSetFromTheSendingAndLeavesAnIntervalOfTheSessionTimeout() {
        now = 7 * SECOND;
        node.beats = beat -> {
            now = 9 * SECOND; // the answer takes two seconds
            return Said.shards(1, "[0]");
        };
        member().turn();
        assertThat(fences).containsExactly((7 + 20 - 5) * SECOND);
        assertThat(told).containsExactly("answered PT2S");
    }

    @Test
    void theShorterTimeoutOfTheGroupCounts() {
        node.others =
                call -> new Said(200, "", "", "[{\"name\":\"x\",\"timeout\":1},{\"name\":\"workers\",\"timeout\":6}]");
        long pause = member().turn();
        assertThat(fences).containsExactly(4 * SECOND);
        assertThat(pause).isBetween(1_800_000_000L, 2 * SECOND);
    }

    @Test
    void heartbeatsComeEarlyByATenthAtTheMostAndSoonerAfterAFailure() {
        Member member = member();
        for (int i = 0; i < 100; i++) {
            assertThat(member.turn()).isBetween(45 * SECOND / 10, 5 * SECOND);
        }
        node.beats = beat -> Said.error(500, "InternalServerError");
        assertThat(member.turn()).isBetween(225 * SECOND / 100, 25 * SECOND / 10);
    }

    @Test
    void anErrorOfTheServiceStopsNothing() {
        node.beats = beat -> Said.shards(1, "[0]");
        Member member = member();
        member.turn();
        node.beats = beat -> Said.error(500, "InternalServerError");
        member.turn();
        node.beats = beat -> Said.error(401, "Unauthorized");
        member.turn();
        assertThat(listeners.take()).containsExactly("start 0 with 1");
        assertThat(told).endsWith("failed InternalServerError", "failed Unauthorized");
    }

    @Test
    void anAnswerThatIsNoGrantStopsNothing() {
        node.beats = beat -> Said.shards(1, "[0]");
        Member member = member();
        member.turn();
        for (String body : List.of("", "null", "{\"shards\":[]}", "[\"0\"]", "[-1]", "[0", "<html>")) {
            node.beats = beat -> Said.shards(1, body);
            member.turn();
        }
        node.beats = beat -> new Said(200, "", "", "[]");
        member.turn();
        assertThat(listeners.take()).containsExactly("start 0 with 1");
    }

    @Test
    void whoIsNotKnownAnyMoreDropsAllAndJoinsAgainWhenAllHasEnded() {
        node.beats = beat -> Said.shards(1, "[0,1]");
        Member member = member();
        member.turn();
        node.beats = beat -> beat.body().equals("[]") ? Said.shards(9, "[1]") : Said.error(400, UNKNOWN);
        member.turn();
        assertThat(listeners.take()).endsWith("stop 0", "stop 1");
        holdings.ended(0);
        member.turn();
        holdings.ended(1);
        member.turn();
        assertThat(node.reports()).containsExactly("[]", "[0,1]", "[1]", "[]");
        assertThat(listeners.take()).containsExactly("start 1 with 9");
    }

    @Test
    void aGroupThatIsGoneIsNotCreatedUnlessThatWasAskedFor() {
        node.others = call -> new Said(200, "", "", "[]");
        member().turn();
        assertThat(node.seen).extracting(FakeNode.Seen::method).containsExactly("GET");
        assertThat(told).containsExactly("failed there is no group my-project/my-logstore/workers");
    }

    @Test
    void aGroupIsCreatedWithTheSessionTimeoutAndThenJoined() {
        node.others = call -> call.method().equals("POST")
                ? new Said(200, "", "", "")
                : new Said(200, "", "", node.seen.size() < 3 ? "[]" : "[{\"name\":\"workers\",\"timeout\":20}]");
        member(FleetBuilder::createGroup).turn();
        assertThat(node.seen.get(1).body()).isEqualTo("{\"consumerGroup\":\"workers\",\"timeout\":20,\"order\":false}");
        assertThat(node.reports()).containsExactly("[]");
    }

    @Test
    void aGroupThatVanishesMakesItDropAll() {
        node.beats = beat -> Said.shards(1, "[0]");
        Member member = member();
        member.turn();
        node.beats = beat -> Said.error(404, "ConsumerGroupNotExist");
        member.turn();
        assertThat(listeners.take()).endsWith("stop 0");
    }

    @Test
    void whoLeavesSaysThatItHoldsNothingAndThenTakesItsLeave() {
        node.beats = beat -> Said.shards(1, "[]");
        Member member = member(settings -> settings.leavesAtOnce("ops", "s3cret"));
        member.turn();
        holdings.close();
        assertThat(member.isDone()).isTrue();
        member.leave();
        FakeNode.Seen last = node.seen.get(node.seen.size() - 1);
        assertThat(node.reports()).containsExactly("[]", "[]");
        assertThat(last.method() + " " + last.target())
                .isEqualTo("POST /admin/v1/groups/sls/my-project/my-logstore/workers/members/one/leave");
        assertThat(last.body()).isEqualTo("{\"reason\":\"the process stops\"}");
        assertThat(last.authorization()).isEqualTo("Basic b3BzOnMzY3JldA==");
        assertThat(told).endsWith("left true");
    }

    @Test
    void whereLeavingIsNotOfferedItGoesWithout() {
        for (int status : List.of(401, 403, 404, 405, 500)) {
            FakeNode other = new FakeNode();
            other.others = call -> call.method().equals("POST")
                    ? new Said(status, "", "", "")
                    : new Said(200, "", "", "[{\"name\":\"workers\",\"timeout\":20}]");
            Member member = memberAt(other, FleetBuilder::leavesAtOnce);
            member.turn();
            member.leave();
            assertThat(told).endsWith("left false");
            other.close();
        }
    }

    @Test
    void whoWasSilentForTooLongDoesNotJoinAgainToLeave() {
        Member member = member();
        member.turn();
        now += 15 * SECOND;
        member.leave();
        assertThat(node.reports()).containsExactly("[]");
        assertThat(told).endsWith("left false");
    }

    private Member member() {
        return member(UnaryOperator.identity());
    }

    private Member member(UnaryOperator<FleetBuilder> more) {
        return memberAt(node, more);
    }

    private Member memberAt(FakeNode at, UnaryOperator<FleetBuilder> more) {
        return memberAt(at, more, holdings);
    }

    private Member memberAt(FakeNode at, UnaryOperator<FleetBuilder> more, Holdings itsHoldings) {
        Settings settings = more.apply(Fleet.join(new Group("my-project", "my-logstore", "workers"))
                        .at(at.address())
                        .as("one")
                        .attemptTimeout(Duration.ofSeconds(10)))
                .settings();
        Nodes nodes = new Nodes(settings, timer, () -> now);
        Coordinator coordinator = new Coordinator(settings, nodes, InstantSource.system());
        FleetMetrics metrics = new FleetMetrics() {
            @Override
            public void answered(Duration took) {
                told.add("answered " + took);
            }

            @Override
            public void failed(String reason) {
                told.add("failed " + reason);
            }

            @Override
            public void left(boolean atOnce) {
                told.add("left " + atOnce);
            }
        };
        return new Member(settings, coordinator, itsHoldings, metrics, () -> now, new Random(1), fences::add);
    }
}
