package io.shardbeat.sls;

import static io.shardbeat.sls.SlsWorld.GROUP;
import static io.shardbeat.sls.SlsWorld.GROUP_ID;
import static io.shardbeat.sls.SlsWorld.assertError;
import static io.shardbeat.sls.SlsWorld.request;
import static io.shardbeat.sls.SlsWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.wire.SlsError;
import io.shardbeat.testkit.memory.MemoryCheckpointStore;
import io.shardbeat.testkit.wire.SampleRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointCallsTest {
    private static final String CURSOR = "MTQ0NzI5OTYwNw==";
    private static final String SAVE = GROUP + "?type=checkpoint&consumer=c1&forceSuccess=false";
    private static final String NEVER = ",\"checkpoint\":\"\",\"updateTime\":0,\"consumer\":\"\"}";

    private final SlsWorld world = SlsWorld.open();

    @BeforeEach
    void theFirstConsumerHoldsTheFirstShard() {
        world.checkpoints.holds(GROUP_ID, "c1", ShardSet.of("ls-px", 0));
        world.checkpoints.holds(GROUP_ID, "c2", ShardSet.of("ls-px", 1));
    }

    /** Trap 2: Java and Python consumers fail for ever on a shard that has no entry. */
    @Test
    void everyShardHasAnEntryThoughNothingWasSaved() {
        assertThat(get("")).isEqualTo("[{\"shard\":0" + NEVER + ",{\"shard\":1" + NEVER + "]");
        assertThat(get("?shard=1")).isEqualTo("[{\"shard\":1" + NEVER + "]");
    }

    @Test
    void aShardThatDoesNotExistHasNoEntry() {
        assertThat(get("?shard=2")).isEqualTo("[]");
        assertThat(get("?shard=2147483647")).isEqualTo("[]");
        assertThat(get("?shard=4294967295")).isEqualTo("[]");
    }

    @Test
    void theHolderSavesAndEverybodyReadsItWithTheTimeInMicroseconds() {
        assertEmpty(save(SAVE, 0));
        String saved = "{\"shard\":0,\"checkpoint\":\"" + CURSOR + "\",\"updateTime\":"
                + MemoryCheckpointStore.FIRST_MICROS + ",\"consumer\":\"c1\"}";
        assertThat(get("?shard=0")).isEqualTo("[" + saved + "]");
        assertThat(get("")).isEqualTo("[" + saved + ",{\"shard\":1" + NEVER + "]");
    }

    /** Official consumers in Go and Python force all of theirs, every minute. */
    @Test
    void whoMovesCheckpointsByForceIsInTheAuditLogOnceAnHour() {
        List<String> lines = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(String.valueOf(
                        line instanceof ExtLogRecord whole ? whole.getFormattedMessage() : line.getMessage()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger audit = Logger.getLogger("shardbeat.audit");
        audit.addHandler(handler);
        try {
            for (int i = 0; i < 3; i++) {
                save(GROUP + "?type=checkpoint&consumer=c1&forceSuccess=True", 1);
                save(GROUP + "?type=checkpoint&consumer=c1", 0);
            }
            save(GROUP + "?type=checkpoint&consumer=stranger&forceSuccess=true", 1);
        } finally {
            audit.removeHandler(handler);
        }
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("UpdateCheckPoint", "consumer=c1&forceSuccess=True");
        assertThat(lines.get(1)).contains("consumer=stranger&forceSuccess=true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"checkpoint\":\"MTQ0NzI5OTYwNw==\",\"shard\":0}",
                "{\"shard\": 0, \"checkpoint\": \"MTQ0NzI5OTYwNw==\"}",
                " {\n\"shard\" : 0 , \"more\": [1], \"checkpoint\" :\"MTQ0NzI5OTYwNw==\" } "
            })
    void theOrderOfTheFieldsAndBlanksDoNotMatter(String body) {
        assertEmpty(world.answer("POST", SAVE, body));
        assertThat(get("?shard=0")).contains(CURSOR);
    }

    @Test
    void onlyTheHolderSavesUnlessForced() {
        assertError(save(SAVE, 1), SlsError.CONSUMER_NOT_MATCH, "consumer 'c1' does not hold shard 1");
        assertThat(get("?shard=1")).isEqualTo("[{\"shard\":1" + NEVER + "]");
    }

    /** Somebody sends again what he overheard a minute ago; clients save several times in a second. */
    @Test
    void whatIsOlderThanTheLastByTheClientsClockIsRefusedUnlessForced() {
        String late = "Sat, 21 Nov 2026 20:32:10 GMT";
        String early = "Sat, 21 Nov 2026 20:31:10 GMT";
        assertEmpty(savedAt(SAVE, late, "TGF0ZQ=="));
        assertError(savedAt(SAVE, early, "RWFybHk="), SlsError.INVALID_SHARD_CHECK_POINT, "older than the last one");
        assertThat(get("?shard=0")).contains("TGF0ZQ==");
        assertEmpty(savedAt(SAVE, late, "U2FtZQ=="));
        assertThat(get("?shard=0")).contains("U2FtZQ==");
        assertEmpty(savedAt(SAVE.replace("false", "true"), early, "Rm9yY2Vk"));
        assertThat(get("?shard=0")).contains("Rm9yY2Vk");
    }

    private Answer savedAt(String target, String date, String cursor) {
        return world.answer(SampleRequest.of("POST", target)
                .body("{\"checkpoint\":\"" + cursor + "\",\"shard\":0}")
                .header("Host", "proj.sls.test")
                .header("Content-Type", "application/json")
                .header("Date", date));
    }

    @Test
    void theHolderSavesWhileItHandsTheShardOver() {
        world.checkpoints.holds(GROUP_ID, "c1", ShardSet.of("ls-px"), new ShardId("ls-px", 0));
        assertEmpty(save(SAVE, 0));
        assertThat(get("?shard=0")).contains("\"consumer\":\"c1\"");
    }

    /** Trap 8: Python writes True. */
    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "TRUE"})
    void forcedItIsSavedWhoeverHoldsTheShard(String forced) {
        assertEmpty(save(GROUP + "?type=checkpoint&consumer=c1&forceSuccess=" + forced, 1));
        assertThat(get("?shard=1")).contains(CURSOR).contains("\"consumer\":\"c1\"");
        assertEmpty(save(GROUP + "?type=checkpoint&consumer=stranger&forceSuccess=" + forced, 1));
        assertEmpty(save(GROUP + "?type=checkpoint&consumer=&forceSuccess=" + forced, 0));
        assertThat(get("?shard=0")).contains(CURSOR).contains("\"consumer\":\"\"");
    }

    /** Trap 11: the documented spelling, not the one Go looks for. */
    @ParameterizedTest
    @ValueSource(strings = {"&forceSuccess=false", "&forceSuccess=False", "&forceSuccess=", ""})
    void withoutForceTheConsumerMustBeOneOfTheGroupWithAName(String forced) {
        assertError(
                save(GROUP + "?type=checkpoint&consumer=" + forced, 0),
                SlsError.PARAMETER_INVALID,
                "parameter consumer is missing or empty");
        assertError(
                save(GROUP + "?type=checkpoint&consumer=c9" + forced, 0),
                SlsError.CONSUMER_NOT_EXIST,
                "consumer 'c9' does not exist in the group");
    }

    /** Trap 13: 404 here, unlike for cursors. */
    @Test
    void shardsThatDoNotExistHaveNoCheckpoint() {
        assertError(save(SAVE, 2), SlsError.SHARD_NOT_EXIST, "shard 2 does not exist");
        assertError(
                save(GROUP + "?type=checkpoint&consumer=&forceSuccess=true", 2), SlsError.SHARD_NOT_EXIST, "shard 2");
        assertThat(world.checkpoints.saved(GROUP_ID)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?type=checkpoint&consumer=c1&forceSuccess=true", "?type=checkpoint&consumer=c1", ""})
    void whatIsMissingIsNamedFromTheOutsideIn(String query) {
        String method = query.isEmpty() ? "GET" : "POST";
        String body = query.isEmpty() ? "" : body(0);
        assertError(
                world.answer(request(method, SlsWorld.GROUPS + "/g9" + query, body)),
                SlsError.CONSUMER_GROUP_NOT_EXIST);
        assertError(
                world.answer(request(method, "/logstores/other/consumergroups/g1" + query, body)),
                SlsError.LOG_STORE_NOT_EXIST);
        assertError(
                world.answer(request(method, GROUP + query, body).header("Host", "other.sls.test")),
                SlsError.PROJECT_NOT_EXIST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"shard\":0,\"checkpoint\":\"1*2\"} | InvalidShardCheckPoint | '1*2' is not encoded by base64",
                "{\"shard\":0,\"checkpoint\":\"é\"} | InvalidShardCheckPoint | expected a cursor of at most 1024",
                "{\"shard\":0,\"checkpoint\":5} | JsonInfoInvalid | checkpoint is of error format: it is '5'",
                "{\"shard\":0} | JsonInfoInvalid | checkpoint is of error format: it is missing",
                "{\"checkpoint\":\"MQ==\"} | JsonInfoInvalid | shard is of error format: it is missing",
                "{\"shard\":-1,\"checkpoint\":\"MQ==\"} | JsonInfoInvalid | it is '-1', expected a shard id",
                "{\"shard\":\"0\",\"checkpoint\":\"MQ==\"} | JsonInfoInvalid | expected a shard id",
                "{\"shard\":0.5,\"checkpoint\":\"MQ==\"} | JsonInfoInvalid | expected a shard id",
                "{\"shard\":4294967296,\"checkpoint\":\"MQ==\"} | JsonInfoInvalid | expected a shard id",
                "[] | PostBodyInvalid | expected a JSON object",
                "{ | PostBodyInvalid | expected a JSON object"
            })
    void saysWhatIsWrongWithTheBody(String body, String code, String part) {
        Answer answer = world.answer("POST", SAVE, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer)).contains("\"errorCode\":\"" + code + "\"").contains(part);
        assertThat(world.checkpoints.saved(GROUP_ID)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 2147483647, 2147483648L, 4294967295L})
    void noShardOfTheLogstoreIsNoFaultInTheBody(long shard) {
        assertError(
                world.answer("POST", SAVE, "{\"shard\":" + shard + ",\"checkpoint\":\"MQ==\"}"),
                SlsError.SHARD_NOT_EXIST,
                Long.toString(shard));
    }

    @Test
    void checkpointsAreBounded() {
        assertEmpty(world.answer("POST", SAVE, "{\"shard\":0,\"checkpoint\":\"" + "A".repeat(1024) + "\"}"));
        assertError(
                world.answer("POST", SAVE, "{\"shard\":0,\"checkpoint\":\"" + "A".repeat(1028) + "\"}"),
                SlsError.INVALID_SHARD_CHECK_POINT);
    }

    @Test
    void parametersSayWhatTheyMustBe() {
        assertError(
                save(GROUP + "?type=checkpoint&consumer=c1&forceSuccess=yes", 0),
                SlsError.PARAMETER_INVALID,
                "forceSuccess is 'yes', expected true or false");
        for (String shard : new String[] {"x", "-1", "1.0", "4294967296", "99999999999"}) {
            assertError(
                    world.answer(request("GET", GROUP + "?shard=" + shard)),
                    SlsError.PARAMETER_INVALID,
                    "shard is '" + shard + "', expected a shard id");
        }
    }

    private static String body(int shard) {
        return "{\"checkpoint\":\"" + CURSOR + "\",\"shard\":" + shard + "}";
    }

    private Answer save(String target, int shard) {
        return world.answer("POST", target, body(shard));
    }

    private String get(String query) {
        Answer answer = world.answer(request("GET", GROUP + query));
        assertThat(answer.status()).isEqualTo(200);
        return text(answer);
    }

    private static void assertEmpty(Answer answer) {
        assertThat(text(answer)).isEmpty();
        assertThat(answer.status()).isEqualTo(200);
    }
}
