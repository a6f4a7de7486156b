package io.shardbeat.sls;

import static io.shardbeat.sls.SlsWorld.assertError;
import static io.shardbeat.sls.SlsWorld.request;
import static io.shardbeat.sls.SlsWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.wire.SlsError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Projects and logstores: what narrows a listing, what is told again, and how long names may be. */
class CatalogCallsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SlsWorld world = SlsWorld.open();

    @ParameterizedTest
    @CsvSource({
        "'', 3, ls-px metrics queries",
        "?size=-1&offset=-1, 3, ls-px metrics queries",
        "?size=500, 3, ls-px metrics queries",
        "?size=1&offset=1, 3, metrics",
        "?offset=3, 3, ''",
        "?offset=4294967295, 3, ''",
        "?offset=9223372036854775807&size=1, 3, ''",
        "?logstoreName=e, 2, metrics queries",
        "?logstoreName=E, 0, ''",
        "?telemetryType=None, 3, ls-px metrics queries",
        "?telemetryType=, 3, ls-px metrics queries",
        "?telemetryType=Metrics, 1, metrics",
        "?mode=standard, 2, ls-px metrics",
        "?mode=Query, 1, queries",
        "?mode=lite, 0, ''",
        "?mode=query&logstoreName=metrics, 0, ''"
    })
    void logstoresAreListed(String query, int total, String names) {
        createLogstore("metrics", "\"telemetryType\":\"Metrics\"");
        createLogstore("queries", "\"mode\":\"query\"");
        JsonNode answer = get("/logstores" + query);
        assertThat(answer.path("total").asInt()).isEqualTo(total);
        assertThat(texts(answer.path("logstores"))).isEqualTo(names);
        assertThat(answer.path("count").asInt())
                .isEqualTo(answer.path("logstores").size());
    }

    @ParameterizedTest
    @CsvSource({
        "?offset=0&size=10, fresh proj",
        "?size=1, fresh",
        "?projectName=fre, fresh",
        "?projectName=, fresh proj",
        "?resourceGroupId=rg-1, fresh",
        "?resourceGroupId=rg, ''",
        "?description=for, fresh",
        "?description=nothing, ''",
        "?fetchQuota=false, fresh proj"
    })
    void projectsAreListed(String query, String names) {
        assertCreated(createProject("fresh", "\"description\":\"what it is for\",\"resourceGroupId\":\"rg-1\""));
        List<String> found = new ArrayList<>();
        get("/" + query)
                .path("projects")
                .forEach(each -> found.add(each.path("projectName").asText()));
        assertThat(String.join(" ", found)).isEqualTo(names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'ttl':1",
                "'ttl':3650",
                "'hot_ttl':30",
                "'infrequentAccessTTL':30",
                "'maxSplitShard':256",
                "'autoSplit':true",
                "'autoSplit':false",
                "'appendMeta':true",
                "'enable_tracking':true",
                "'telemetryType':'Metrics'",
                "'telemetryType':'None'",
                "'mode':'standard'",
                "'mode':'query'",
                "'encrypt_conf':{'enable':true,'encrypt_type':'default'}",
                "'resourceQuota':{'storage':{'preserved':-1}}"
            })
    void aLogstoreIsDescribedAsItWasCreated(String setting) {
        createLogstore("new", setting.replace('\'', '"'));
        JsonNode wanted = parsed("{" + setting.replace('\'', '"') + "}");
        JsonNode described = get("/logstores/new");
        wanted.properties()
                .forEach(each -> assertThat(described.path(each.getKey())).isEqualTo(each.getValue()));
        assertThat(described.path("shardCount").asInt()).isEqualTo(1);
    }

    @Test
    void whatALogstoreWasNotAskedForIsDescribedAsWhatHolds() {
        assertThat(get("/logstores/ls-px").toString())
                .startsWith("{\"logstoreName\":\"ls-px\",\"ttl\":3650,\"enable_tracking\":false,\"appendMeta\":false,"
                        + "\"autoSplit\":false,\"maxSplitShard\":400,\"telemetryType\":\"\",\"mode\":\"standard\","
                        + "\"shardCount\":2,\"createTime\":");
    }

    @Test
    void aProjectIsDescribedAsItWasCreated() {
        assertCreated(createProject(
                "fresh", "\"description\":\"d\",\"resourceGroupId\":\"rg-1\",\"dataRedundancyType\":\"ZRS\""));
        JsonNode project = parsed(text(world.answer(request("GET", "/").header("Host", "fresh.sls.test"))));
        assertThat(project.path("description").asText()).isEqualTo("d");
        assertThat(project.path("resourceGroupId").asText()).isEqualTo("rg-1");
        assertThat(project.path("dataRedundancyType").asText()).isEqualTo("ZRS");
        assertThat(get("/").path("dataRedundancyType").asText()).isEqualTo("LRS");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'ttl':0 | ttl is of error format: it is '0', expected a whole number from 1 to 3650",
                "'ttl':3651 | ttl is of error format",
                "'ttl':-1 | ttl is of error format",
                "'ttl':4294967296 | ttl is of error format",
                "'ttl':7.0 | ttl is of error format",
                "'ttl':'7' | ttl is of error format",
                "'hot_ttl':3651 | hot_ttl is of error format",
                "'maxSplitShard':257 | maxSplitShard is of error format",
                "'autoSplit':1 | expected true or false",
                "'encrypt_conf':[] | expected an object",
                "'shardCount':0 | expected a whole number from 1 to 100",
                "'shardCount':101 | expected a whole number from 1 to",
                "'shardCount':4294967297 | expected a whole number from 1 to"
            })
    void aLogstoreThatCannotBeIsRefusedByTheFieldsName(String setting, String message) {
        String shards = setting.contains("shardCount") ? "" : "\"shardCount\":1,";
        Answer answer = world.answer(
                "POST", "/logstores", "{\"logstoreName\":\"new\"," + shards + setting.replace('\'', '"') + "}");
        assertError(answer, SlsError.LOG_STORE_INFO_INVALID, message);
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, true", "63, true", "64, false"})
    void aLogstoresNameHas2To63Characters(int length, boolean may) {
        Answer answer = world.answer(
                "POST", "/logstores", "{\"logstoreName\":\"" + "n".repeat(length) + "\",\"shardCount\":1}");
        if (may) {
            assertCreated(answer);
        } else {
            assertError(answer, SlsError.LOG_STORE_INFO_INVALID, "logstoreName is of error format", "2 to 63");
        }
    }

    @ParameterizedTest
    @CsvSource({"2, false", "3, true", "63, true", "64, false"})
    void aProjectsNameHas3To63Characters(int length, boolean may) {
        Answer answer = createProject("p".repeat(length), "\"description\":\"\"");
        if (may) {
            assertCreated(answer);
        } else {
            assertError(answer, SlsError.PARAMETER_INVALID, "projectName is of error format", "3 to 63");
        }
    }

    @Test
    void aDescriptionHas64CharactersWhateverTheyTakeInMemory() {
        String wide = "\uD83D\uDE00";
        assertCreated(createProject("fresh", "\"description\":\"" + wide.repeat(64) + "\""));
        for (String wrong : new String[] {"d".repeat(65), "a<b", "a>b", "a'b", "a\\\"b", "a\\\\b", "\\ud83d"}) {
            assertError(
                    createProject("other", "\"description\":\"" + wrong + "\""),
                    SlsError.PARAMETER_INVALID,
                    "description is of error format");
        }
    }

    /** What would be a promise, and is not kept here, is not taken in silence. */
    @ParameterizedTest
    @ValueSource(strings = {"deletionProtection", "recycleBinEnabled"})
    void protectionIsRefused(String promise) {
        assertError(
                createProject("fresh", "\"" + promise + "\":true"),
                SlsError.PARAMETER_INVALID,
                promise + " is of error format: it is 'true', expected false");
    }

    /** A parser would detect and read these by itself; the protocol has UTF-8 only. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32BE", "UTF-32LE"})
    void aBodyInAnotherEncodingIsTheCallersFault(String charset) {
        byte[] body = "{\"timeout\":9}".getBytes(Charset.forName(charset));
        assertError(world.answer(request("PUT", SlsWorld.GROUP, "").bytes(body)), SlsError.POST_BODY_INVALID);
        assertError(world.answer(request("POST", SlsWorld.BEAT, "").bytes(body)), SlsError.POST_BODY_INVALID);
        String projectBeat = "/consumergroups/g1?type=heartbeat&consumer=c1";
        assertError(world.answer(request("POST", projectBeat, "").bytes(body)), SlsError.POST_BODY_INVALID, "UTF-8");
        assertThat(world.directory.updated).isEmpty();
    }

    private void createLogstore(String name, String settings) {
        assertCreated(world.answer(
                "POST", "/logstores", "{\"logstoreName\":\"" + name + "\",\"shardCount\":1," + settings + "}"));
    }

    private Answer createProject(String name, String settings) {
        return world.answer(request("POST", "/", "{\"projectName\":\"" + name + "\"," + settings + "}")
                .header("Host", name + ".sls.test"));
    }

    private JsonNode get(String target) {
        Answer answer = world.answer(request("GET", target));
        assertThat(answer.status()).as(text(answer)).isEqualTo(200);
        return parsed(text(answer));
    }

    private static void assertCreated(Answer answer) {
        assertThat(answer.status()).as(text(answer)).isEqualTo(200);
    }

    private static String texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return String.join(" ", texts);
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
