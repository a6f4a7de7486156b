package io.shardbeat.sls;

import static io.shardbeat.sls.SlsWorld.assertError;
import static io.shardbeat.sls.SlsWorld.request;
import static io.shardbeat.sls.SlsWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.group.GroupId;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.wire.SlsError;
import io.shardbeat.testkit.memory.MemoryCheckpointStore;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups over several logstores, which only the Java client has. */
class ProjectGroupCallsTest {
    private static final String GROUPS = "/consumergroups";
    private static final String GROUP = GROUPS + "/pg";
    private static final String BEAT = GROUP + "?type=heartbeat&consumer=c1";
    private static final String SAVE = GROUP + "?type=checkpoint&forceSuccess=false&consumer=c1";
    private static final GroupId ID = new GroupId(SlsWorld.PROJECT, "", "pg");
    private static final String NEVER = ",\"checkpoint\":\"\",\"updateTime\":0,\"consumer\":\"\"}";

    private final SlsWorld world = SlsWorld.open();

    @BeforeEach
    void create() {
        world.catalog.declare(SlsWorld.PROJECT, "proj", List.of(new Topic("b", "b", 1)));
        assertEmpty(create("{\"consumerGroup\":\"pg\",\"timeout\":60,\"order\":true,\"logstoreName\":\"ls-px, b\"}"));
    }

    @Test
    void listsItsLogstoresAndNoGroupOfALogstore() {
        assertThat(text(world.answer(request("GET", GROUPS))))
                .isEqualTo("[{\"name\":\"pg\",\"logstoreName\":\"ls-px,b\",\"timeout\":60,\"order\":true}]");
        assertThat(text(world.answer(request("GET", SlsWorld.GROUPS))))
                .contains("g1")
                .doesNotContain("pg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "7", "\"\"", "\",\"", "\"ls-px,\"", "\"ls-*\"", "[\"ls-px\"]"})
    void logstoresAreNamedOneByOne(String expression) {
        String field = expression.isEmpty() ? "" : ",\"logstoreName\":" + expression;
        assertError(
                create("{\"consumerGroup\":\"new\",\"timeout\":60" + field + "}"),
                SlsError.JSON_INFO_INVALID,
                "logstoreName is of error format",
                "expected names of logstores, separated by commas");
    }

    @Test
    void everyLogstoreMustExist() {
        assertError(
                create("{\"consumerGroup\":\"new\",\"timeout\":60,\"logstoreName\":\"b,none\"}"),
                SlsError.LOG_STORE_NOT_EXIST,
                "Logstore none dose not exist.");
    }

    @Test
    void isUpdatedAndDeletedAsAnyGroup() {
        assertEmpty(world.answer("PUT", GROUP, "{\"timeout\":30,\"order\":false}"));
        assertThat(world.directory.groups().get(ID).timeoutSeconds()).isEqualTo(30);
        assertThat(world.directory.groups().get(ID).topics()).containsExactly("ls-px", "b");
        // What the Java client sends with it.
        assertEmpty(world.answer(request("DELETE", GROUP).header("Content-Type", "0")));
        assertError(world.answer(request("DELETE", GROUP)), SlsError.CONSUMER_GROUP_NOT_EXIST);
        assertError(
                world.answer("POST", SAVE, "{\"logstore\":\"b\",\"shard\":0,\"checkpoint\":\"\"}"),
                SlsError.CONSUMER_GROUP_NOT_EXIST);
        assertError(world.answer(request("GET", GROUP)), SlsError.CONSUMER_GROUP_NOT_EXIST);
    }

    @Test
    void beatsWithShardsByLogstoreBothWays() {
        String grant = "{\"logstores\":{\"b\":[],\"ls-px\":[0]}}";
        world.store.grants(9, grant);
        Answer answer = world.answer("POST", BEAT, " { \"logstores\" : {\"ls-px\":[1, 0,1],\"b\":[]} } ");
        assertThat(text(answer)).isEqualTo(grant);
        assertThat(SlsWorld.header(answer, "x-shardbeat-epoch")).isEqualTo("9");
        assertThat(world.store.lastReport()).isEqualTo("{\"logstores\":{\"b\":[],\"ls-px\":[0,1]}}");
        assertThat(world.store.last().group()).isEqualTo(ID);
        assertThat(world.store.last().hasShards()).isTrue();
        world.answer("POST", BEAT, "{\"logstores\":{}}");
        assertThat(world.store.last().hasShards()).isFalse();
    }

    @Test
    void anUnknownMemberWithShardsIsRefused() {
        world.store.replies(new BeatReply.NoMember());
        assertError(world.answer("POST", BEAT, "{\"logstores\":{\"b\":[0]}}"), SlsError.NOT_EXIST_CONSUMER_WITH_BODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "[0]",
                "null",
                "{}",
                "{\"shards\":[0]}",
                "{\"logstores\":null}",
                "{\"logstores\":[]}",
                "{\"logstores\":{\"b\":0}}",
                "{\"logstores\":{\"b\":[-1]}}",
                "{\"logstores\":{\"b\":[1.5]}}",
                "{\"logstores\":{\"b\":[\"0\"]}}",
                "{\"logstores\":{\"b\":[[0]]}}",
                "{\"logstores\":{\"b\":[2147483648]}}",
                "{\"logstores\":{\"b\":[0],\"b\":[1]}}",
                "{\"logstores\":{\"a/b\":[0]}}",
                "{\"logstores\":{\"b\":[0]}",
                "{\"logstores\":{\"b\":[0]},\"x\":1}",
                "{\"logstores\":{\"b\":[0]}}x",
                "{\"logstores\":{\"b\":[0"
            })
    void otherBodiesAreRefused(String body) {
        assertError(world.answer("POST", BEAT, body), SlsError.POST_BODY_INVALID, "{\\\"logstores\\\":{");
        assertThat(world.store.beats).isEmpty();
    }

    @Test
    void checkpointsAreReadByLogstore() {
        world.checkpoints.holds(ID, "c1", ShardSet.of("b", 0));
        assertEmpty(world.answer("POST", SAVE, "{\"logstore\":\"b\",\"shard\":0,\"checkpoint\":\"MQ==\"}"));
        String saved = "\"b\":[{\"shard\":0,\"checkpoint\":\"MQ==\",\"updateTime\":"
                + MemoryCheckpointStore.FIRST_MICROS + ",\"consumer\":\"c1\"}]";
        String other = "\"ls-px\":[{\"shard\":0" + NEVER;
        assertThat(get("")).isEqualTo("{" + saved + "," + other + ",{\"shard\":1" + NEVER + "]}");
        assertThat(get("?logstore=b")).isEqualTo("{" + saved + "}");
        assertThat(get("?logstore=b&shard=0")).isEqualTo("{" + saved + "}");
        assertThat(get("?shard=0")).isEqualTo("{" + saved + "," + other + "]}");
        assertThat(get("?logstore=b&shard=7")).isEqualTo("{\"b\":[]}");
        assertThat(get("?logstore=none")).isEqualTo("{\"none\":[]}");
        assertError(world.answer(request("GET", GROUP + "?logstore=a%2Fb")), SlsError.PARAMETER_INVALID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"shard\":0,\"checkpoint\":\"\"} | JsonInfoInvalid | logstore is of error format: it is missing",
                "{\"logstore\":7,\"shard\":0,\"checkpoint\":\"\"} | JsonInfoInvalid | logstore is of error format",
                "{\"logstore\":\"none\",\"shard\":0,\"checkpoint\":\"\"} | ShardNotExist | shard 0",
                "{\"logstore\":\"b\",\"shard\":1,\"checkpoint\":\"\"} | ShardNotExist | shard 1",
                "{\"logstore\":\"ls-px\",\"shard\":0,\"checkpoint\":\"\"} | ConsumerNotMatch | does not hold shard 0"
            })
    void aCheckpointIsOfAShardOfOneOfItsLogstores(String body, String code, String part) {
        world.checkpoints.holds(ID, "c1", ShardSet.of("b", 0));
        assertThat(text(world.answer("POST", SAVE, body)))
                .contains("\"" + code + "\"")
                .contains(part);
    }

    private Answer create(String body) {
        return world.answer("POST", GROUPS, body);
    }

    private String get(String query) {
        return text(world.answer(request("GET", GROUP + query)));
    }

    private static void assertEmpty(Answer answer) {
        assertThat(text(answer)).isEmpty();
        assertThat(answer.status()).isEqualTo(200);
    }
}
