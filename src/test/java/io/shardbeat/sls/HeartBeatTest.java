package io.shardbeat.sls;

import static io.shardbeat.sls.SlsWorld.BEAT;
import static io.shardbeat.sls.SlsWorld.assertError;
import static io.shardbeat.sls.SlsWorld.header;
import static io.shardbeat.sls.SlsWorld.request;
import static io.shardbeat.sls.SlsWorld.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.wire.SlsError;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeartBeatTest {
    private final SlsWorld world = SlsWorld.open();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | [0,1]",
                "[0,1] | [0,1]",
                "[1, 0] | [0,1]",
                "{\"shards\":[0]} | {\"shards\":[0,1]}",
                "{ \"shards\" : [0]} | {\"shards\":[0,1]}"
            })
    void answersTheGrantInTheFormOfTheReport(String body, String expected) {
        Answer answer = world.answer("POST", BEAT, body);
        assertThat(text(answer)).isEqualTo(expected);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(header(answer, "x-log-requestid")).matches("[0-9A-F]{24}");
        assertThat(header(answer, "x-shardbeat-epoch")).isEqualTo("7");
    }

    /** Trap 1: an empty body makes Java drop all its work, null makes Python beat without a pause. */
    @Test
    void answersAnEmptyGrantAsAnArrayAndNotAsNothing() {
        world.store.grants(8, "[]");
        assertThat(text(world.answer("POST", BEAT, "[0]"))).isEqualTo("[]");
        assertThat(text(world.answer("POST", BEAT, "{\"shards\":[0]}"))).isEqualTo("{\"shards\":[]}");
    }

    @Test
    void passesOnWhoBeatsForWhatAndWithWhichShards() {
        world.answer("POST", BEAT, "[ 3, 1,3 ]");
        assertThat(world.store.last().group()).isEqualTo(SlsWorld.GROUP_ID);
        assertThat(world.store.last().member().name()).isEqualTo("c1");
        assertThat(world.store.last().stranger()).isEqualTo(Stranger.REFUSE);
        assertThat(world.store.last().hasShards()).isTrue();
        assertThat(world.store.lastReport()).isEqualTo("[1,3]");
        world.answer("POST", BEAT, "[ ]");
        assertThat(world.store.last().hasShards()).isFalse();
        assertThat(world.store.lastReport()).isEqualTo("[]");
    }

    @Test
    void shardsThatDoNotExistAreReportedLikeOthers() {
        assertThat(world.answer("POST", BEAT, "[2147483647]").status()).isEqualTo(200);
        assertThat(world.store.lastReport()).isEqualTo("[2147483647]");
    }

    /** As sent by the Java client, by Go and by Python, and with nothing escaped that need not be. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "c%201%2B%C3%A9%2A%7E%2F%25%26%3D",
                "c+1%2B%C3%A9%2A~%2F%25%26%3D",
                "c+1%2b%c3%a9*~/%25%26=",
                "c+1%2B%C3%A9%2A~%2F%&x=y"
            })
    void readsConsumerNamesHoweverTheyAreEscaped(String consumer) {
        world.answer("POST", "/logstores/ls-px/consumergroups/g1?type=heartbeat&consumer=" + consumer, "[]");
        assertThat(world.store.last().member().name()).isIn("c 1+é*~/%&=", "c 1+é*~/%");
    }

    @ParameterizedTest
    @CsvSource({
        "'Sat, 21 Nov 2026 20:32:10 GMT', , 1795293130",
        ", 20261121T203210Z, 1795293130",
        ", 'Sat, 21 Nov 2026 20:32:10 GMT', 1795293130",
        "yesterday, 20261121T203210Z, 1795293130",
        "yesterday, soon, 0",
        ", , 0"
    })
    void notesWhenTheClientSentIt(String date, String logDate, long seconds) {
        var request = request("POST", BEAT, "[]");
        request = date == null ? request : request.header("Date", date);
        world.answer(logDate == null ? request : request.header("x-log-date", logDate));
        assertThat(world.store.last().sentAtSeconds()).isEqualTo(seconds);
    }

    @Test
    void aStrangerWithShardsMustEmptyItselfFirst() {
        world.store.replies(new BeatReply.NoMember());
        Answer answer = world.answer("POST", BEAT, "[0]");
        assertError(answer, SlsError.NOT_EXIST_CONSUMER_WITH_BODY);
        assertThat(text(answer))
                .isEqualTo("{\"errorCode\":\"NotExistConsumerWithBody\",\"errorMessage\":"
                        + "\"Non-exist consumer with non-empty body of heartbeat message.\"}");
    }

    /** Trap 23: of the two documented spellings of ProjectNotExist the one that clients know. */
    @Test
    void saysWhatIsMissingFromTheOutsideIn() {
        world.store.replies(new BeatReply.NoGroup());
        assertError(
                world.answer(request("POST", BEAT, "[]").header("Host", "other.sls.test")),
                SlsError.PROJECT_NOT_EXIST,
                "The Project does not exist : other.");
        assertError(
                world.answer("POST", BEAT.replace("ls-px", "other"), "[]"),
                SlsError.LOG_STORE_NOT_EXIST,
                "Logstore other dose not exist.");
        assertError(
                world.answer("POST", BEAT.replace("g1", "other"), "[]"),
                SlsError.CONSUMER_GROUP_NOT_EXIST,
                "Consumer group not exist.");
    }

    @Test
    void namesThatNothingCanHaveDoNotExist() {
        assertError(world.answer("POST", BEAT.replace("ls-px", "a%2Fb"), "[]"), SlsError.LOG_STORE_NOT_EXIST, "'a/b'");
        assertError(world.answer("POST", BEAT.replace("g1", "a%20b"), "[]"), SlsError.CONSUMER_GROUP_NOT_EXIST);
        assertThat(world.store.beats).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "type=heartbeat, missing or empty",
        "type=heartbeat&consumer, missing or empty",
        "type=heartbeat&consumer=, missing or empty",
        "type=heartbeat&consumer=a%00b, control characters",
        "type=heartbeat&consumer=a%0Ab, control characters",
        "type=heartbeat&consumer=a%FFb, not UTF-8",
        "type=heartbeat&consumer=., neither",
        "type=heartbeat&consumer=%2E., neither"
    })
    void refusesConsumersWithoutAProperName(String query, String part) {
        assertError(
                world.answer("POST", "/logstores/ls-px/consumergroups/g1?" + query, "[]"),
                SlsError.PARAMETER_INVALID,
                "consumer",
                part);
    }

    @Test
    void consumerNamesHaveAtMost256Characters() {
        assertThat(world.answer("POST", BEAT + "c".repeat(254), "[]").status()).isEqualTo(200);
        assertError(world.answer("POST", BEAT + "c".repeat(255), "[]"), SlsError.PARAMETER_INVALID, "257 long");
    }

    /** Trap 19: nor an Unauthorized, on which Python sleeps for minutes. */
    @Test
    void aStoreThatDoesNotAnswerIsAnErrorAndNeverAnEmptyList() {
        world.store.fails(new StoreUnavailableException(Reason.UNREACHABLE, "10.0.0.1:6379 refused"));
        Answer answer = world.answer("POST", BEAT, "[0]");
        assertError(answer, SlsError.INTERNAL_SERVER_ERROR, "try again");
        assertThat(text(answer)).doesNotContain("6379");
        world.store.fails(new StoreUnavailableException(Reason.OVERLOADED, "8192 in flight"));
        assertError(world.answer("POST", BEAT, "[0]"), SlsError.SERVER_BUSY);
    }

    /** Trap 18: Java consumes nothing while its heartbeat is under way. A steady one waits for no pass. */
    @Test
    void aKnownMembersHeartbeatIsAnsweredWithoutWaitingForThePassItCauses() {
        world.store.replies(new BeatReply.Known(9, "[0]".getBytes(StandardCharsets.UTF_8), false, true));
        CompletionStage<Answer> answer = world.dialect
                .open(request("POST", BEAT, "[0,1]").raw())
                .answer(request("POST", BEAT, "[0,1]").raw());
        assertThat(answer.toCompletableFuture()).isDone();
        assertThat(text(answer.toCompletableFuture().join())).isEqualTo("[0]");
    }

    @Test
    void faultsAreLeftToTheEdge() {
        world.store.fails(new IllegalStateException("a bug"));
        assertThatThrownBy(() -> world.answer("POST", BEAT, "[0]")).hasRootCauseMessage("a bug");
    }
}
