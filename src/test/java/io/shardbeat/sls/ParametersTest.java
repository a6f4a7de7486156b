package io.shardbeat.sls;

import static io.shardbeat.sls.SlsWorld.assertError;
import static io.shardbeat.sls.SlsWorld.request;
import static io.shardbeat.sls.SlsWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.openservices.log.common.ConsumerGroup;
import com.aliyun.openservices.log.common.DataRedundancyType;
import com.aliyun.openservices.log.common.LogStore;
import com.aliyun.openservices.log.request.CreateProjectRequest;
import com.aliyun.openservices.log.request.ListLogStoresRequest;
import com.aliyun.openservices.log.request.ListProjectRequest;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.wire.SlsError;
import io.shardbeat.testkit.ParameterTable;
import io.shardbeat.testkit.wire.SampleRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of parameters on the protocol's page has what the official client can send, and says what is done with it. */
class ParametersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ParameterTable TABLE = ParameterTable.of("docs/protocol-sls.md", "sls-parameters");

    /** Per call with a body: method, path and a body that has every field. */
    private static final Map<String, String[]> BODIES = Map.of(
            "CreateConsumerGroup",
            new String[] {"POST", SlsWorld.GROUPS, "{'consumerGroup':'new','timeout':60,'order':true}"},
            "CreateConsumerGroup of a project",
            new String[] {
                "POST", "/consumergroups", "{'consumerGroup':'new','logstoreName':'ls-px','timeout':60,'order':true}"
            },
            "UpdateConsumerGroup",
            new String[] {"PUT", SlsWorld.GROUP, "{'timeout':60,'order':true}"},
            "UpdateCheckPoint",
            new String[] {
                "POST",
                SlsWorld.GROUP + "?type=checkpoint&consumer=&forceSuccess=true",
                "{'shard':0,'checkpoint':'MQ=='}"
            },
            "CreateProject",
            new String[] {
                "POST",
                "/",
                "{'projectName':'fresh','description':'d','resourceGroupId':'rg','dataRedundancyType':'ZRS',"
                        + "'deletionProtection':false,'recycleBinEnabled':false}"
            },
            "CreateLogstore",
            new String[] {
                "POST",
                "/logstores",
                "{'logstoreName':'new','shardCount':2,'ttl':7,'hot_ttl':7,'infrequentAccessTTL':30,"
                        + "'maxSplitShard':64,'autoSplit':true,'appendMeta':true,'enable_tracking':true,"
                        + "'telemetryType':'None','mode':'query','processorId':'p',"
                        + "'encrypt_conf':{'enable':true},'resourceQuota':{'storage':{'preserved':-1}}}"
            });

    private final SlsWorld world = SlsWorld.open();

    static Stream<ParameterTable.Row> fields() {
        return TABLE.rows().stream().filter(row -> BODIES.containsKey(row.call()) && isField(row));
    }

    private static boolean isField(ParameterTable.Row row) {
        return body(row.call()).has(row.parameter());
    }

    @Test
    void whatTheOfficialClientSendsIsInTheTable() throws Exception {
        LogStore logstore = new LogStore("new", 7, 2);
        logstore.setHotTTL(7);
        logstore.setInfrequentAccessTTL(30);
        logstore.setMode("query");
        logstore.setTelemetryType("None");
        assertThat(TABLE.parametersOf("CreateLogstore")).containsAll(keys(logstore.ToRequestString()));
        CreateProjectRequest project = new CreateProjectRequest("p", "d", "rg", DataRedundancyType.ZRS);
        project.setDeletionProtection(true);
        assertThat(TABLE.parametersOf("CreateProject")).containsAll(keys(project.getRequestBody()));
        assertThat(TABLE.parametersOf("CreateConsumerGroup"))
                .isEqualTo(keys(new ConsumerGroup("g", 60, true).ToRequestString()));
        ListLogStoresRequest logstores = new ListLogStoresRequest("p", 0, 10, "n", "None");
        logstores.SetMode("query");
        assertThat(TABLE.parametersOf("ListLogstores"))
                .isEqualTo(new TreeSet<>(logstores.GetAllParams().keySet()));
        ListProjectRequest projects = new ListProjectRequest("p", 0, 10, "rg");
        projects.setFetchQuota(true);
        projects.setDescription("d");
        assertThat(TABLE.parametersOf("ListProject"))
                .isEqualTo(new TreeSet<>(projects.GetAllParams().keySet()));
    }

    @Test
    void everyFieldHereIsInTheTable() {
        BODIES.forEach((call, request) -> assertThat(TABLE.parametersOf(call)).containsAll(keys(request[2])));
    }

    @Test
    void requestsWithEveryFieldAreServed() {
        BODIES.keySet().forEach(call -> {
            Answer answer = SlsWorld.open().answer(of(call, body(call)));
            assertThat(answer.status()).as(call + " " + text(answer)).isEqualTo(200);
        });
    }

    @ParameterizedTest
    @MethodSource("fields")
    void whatIsRequiredIsMissedByItsName(ParameterTable.Row row) {
        for (boolean isNull : new boolean[] {false, true}) {
            ObjectNode body = body(row.call());
            body.remove(row.parameter());
            if (isNull) {
                body.putNull(row.parameter());
            }
            Answer answer = SlsWorld.open().answer(of(row.call(), body));
            assertThat(answer.status()).as(text(answer)).isEqualTo(row.isRequired() ? 400 : 200);
            if (row.isRequired()) {
                assertThat(text(answer)).contains(row.parameter() + " is of error format: it is missing");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("fields")
    void whatMakesNoSenseIsRefusedByItsName(ParameterTable.Row row) {
        ObjectNode body = body(row.call());
        body.putArray(row.parameter()).addArray().add(true);
        Answer answer = world.answer(of(row.call(), body));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer)).contains("\"" + row.parameter() + " is of error format");
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aNameInAnotherCaseIsNotPassedOver(ParameterTable.Row row) {
        ObjectNode body = body(row.call());
        String other = Character.toUpperCase(row.parameter().charAt(0))
                + row.parameter().substring(1);
        body.set(other, body.remove(row.parameter()));
        Answer answer = world.answer(of(row.call(), body));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer))
                .contains("\"" + row.parameter() + " is of error format: its name is written '" + other);
    }

    @ParameterizedTest
    @CsvSource({
        "/logstores?offset=x, offset",
        "/logstores?offset=-2, offset",
        "/logstores?size=0, size",
        "/logstores?size=501, size",
        "/logstores?size=4294967295, size",
        "/logstores?size=1.5, size",
        "/logstores?size=%201, size",
        "/logstores?offset=9223372036854775808, offset",
        "/logstores?mode=x, mode",
        "/logstores?telemetryType=x, telemetryType",
        "/?size=0, size",
        "/?offset=0&size=501, size",
        "/?fetchQuota=true, fetchQuota",
        "/?fetchQuota=x, fetchQuota",
        "/logstores/ls-px/consumergroups/g1?shard=x, shard",
        "/logstores/ls-px/consumergroups/g1?shard=4294967296, shard"
    })
    void aParameterOfAListingThatMakesNoSenseIsRefusedByItsName(String target, String name) {
        assertError(world.answer(request("GET", target)), SlsError.PARAMETER_INVALID, "parameter " + name + " is '");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /logstores?Offset=1, offset",
        "GET, /logstores?SIZE=1, size",
        "GET, /logstores?logstorename=ls, logstoreName",
        "GET, /logstores?Mode=lite, mode",
        "GET, /logstores?telemetrytype=Metrics, telemetryType",
        "GET, /logstores?%6fffset=1, offset",
        "GET, /?Offset=0, offset",
        "GET, /?offset=0&projectname=p, projectName",
        "GET, /logstores/ls-px/consumergroups/g1?Shard=0, shard",
        "GET, /consumergroups/g1?Logstore=ls-px, logstore",
        "POST, /logstores/ls-px/consumergroups/g1?Type=heartbeat&consumer=c1, type",
        "POST, /logstores/ls-px/consumergroups/g1?type=heartbeat&Consumer=c1, consumer",
        "POST, /logstores/ls-px/consumergroups/g1?type=checkpoint&consumer=c1&forcesuccess=true, forceSuccess",
        "POST, /logstores/ls-px/shards/1?Action=split, action",
        "POST, /logstores/ls-px/shards/1?action=split&shardcount=4, shardCount",
        "POST, /logstores/ls-px/shards/1?action=split&Key=8000, key"
    })
    void aParameterInAnotherSpellingIsNotPassedOver(String method, String target, String name) {
        assertError(
                world.answer(request(method, target, method.equals("GET") ? "" : "[]")),
                SlsError.PARAMETER_INVALID,
                "parameter " + name + " is written '",
                "expected " + name);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /logstores?offset=0&offset=1, offset",
        "POST, /logstores/ls-px/consumergroups/g1?type=heartbeat&consumer=c1&consumer=c2, consumer"
    })
    void aParameterThatIsThereTwiceIsRefused(String method, String target, String name) {
        assertError(
                world.answer(request(method, target, method.equals("GET") ? "" : "[]")),
                SlsError.PARAMETER_INVALID,
                "parameter " + name + " is there twice");
    }

    @Test
    void parametersThatNobodyKnowsArePassedOver() {
        assertThat(world.answer(request("GET", "/logstores?offset=0&x=1&consumers=2&=&&%zz"))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "action=split&shardCount=1, shardCount is '1'",
        "action=split&shardCount=101, shardCount is '101'",
        "action=split&shardCount=4294967295, shardCount is '4294967295'",
        "action=split&key=x, invalid mid hash: 'x'",
        "action=merge&shard=9, can not merge the last shard"
    })
    void whatCannotBeSplitSaysWhy(String query, String message) {
        assertError(
                world.answer("POST", "/logstores/ls-px/shards/1?" + query, ""), SlsError.PARAMETER_INVALID, message);
    }

    @ParameterizedTest
    @CsvSource({"2", "2147483647", "2147483648", "4294967295", "99999999999999999999"})
    void aShardBeyondTheLastDoesNotExist(String shard) {
        for (String query : new String[] {"action=merge", "action=split"}) {
            assertError(
                    world.answer("POST", "/logstores/ls-px/shards/" + shard + "?" + query, ""),
                    SlsError.PARAMETER_INVALID,
                    "there is no shard " + shard);
        }
    }

    @ParameterizedTest
    @CsvSource({"+1", "-1", "1x", "0x1", "999999999999999999999"})
    void whatIsNoNumberIsNoShard(String shard) {
        assertError(
                world.answer("POST", "/logstores/ls-px/shards/" + shard + "?action=merge", ""),
                SlsError.PARAMETER_INVALID,
                "invalid shard id: '" + shard + "'");
    }

    private static SampleRequest of(String call, ObjectNode body) {
        String[] request = BODIES.get(call);
        SampleRequest sample = request(request[0], request[1], body.toString());
        return call.equals("CreateProject") ? sample.header("Host", "fresh.sls.test") : sample;
    }

    private static ObjectNode body(String call) {
        return parsed(BODIES.get(call)[2]);
    }

    private static Set<String> keys(String json) {
        Set<String> keys = new TreeSet<>();
        parsed(json).fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static ObjectNode parsed(String json) {
        try {
            return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
