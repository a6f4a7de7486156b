package io.shardbeat.cls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tencentcloudapi.cls.v20201016.models.DescribeTopicsRequest;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.testkit.ParameterTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of parameters on the protocol's page is complete, and says what is done with each of them. */
class ParametersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ParameterTable TABLE = ParameterTable.of("docs/protocol-cls.md", "cls-parameters");

    /** Per action a request that has every parameter. */
    private static final Map<String, String> WHOLE = new TreeMap<>(Map.ofEntries(
            Map.entry("CreateConsumerGroup", "{'ConsumerGroup':'new','Timeout':20,'Topics':['t1'],'LogsetId':'L'}"),
            Map.entry("ModifyConsumerGroup", "{'ConsumerGroup':'g','Timeout':20,'Topics':['t1'],'LogsetId':'L'}"),
            Map.entry("DeleteConsumerGroup", "{'ConsumerGroup':'g','LogsetId':'L'}"),
            Map.entry("DescribeConsumerGroups", "{'LogsetId':'L','Topics':['t1']}"),
            Map.entry(
                    "SendConsumerHeartbeat",
                    "{'ConsumerGroup':'g','Consumer':'c','LogsetId':'L',"
                            + "'TopicPartitionsInfo':[{'TopicID':'t1','Partitions':[0]}]}"),
            Map.entry(
                    "CommitConsumerOffsets",
                    "{'ConsumerGroup':'g','Consumer':'c','LogsetId':'L','TopicPartitionOffsetsInfo':"
                            + "[{'TopicID':'t1','PartitionOffsets':[{'PartitionId':0,'Offset':1}]}]}"),
            Map.entry(
                    "DescribeConsumerOffsets",
                    "{'ConsumerGroup':'g','From':'begin','LogsetId':'L','TopicId':'t1','PartitionId':'0',"
                            + "'OffsetType':0}"),
            Map.entry("CreateLogset", "{'LogsetName':'orders','Tags':[{'Key':'team','Value':'blue'}],'LogsetId':'L2'}"),
            Map.entry("DescribeLogsets", "{'Filters':[{'Key':'logsetId','Values':['L']}],'Offset':0,'Limit':20}"),
            Map.entry("DeleteLogset", "{'LogsetId':'empty'}"),
            Map.entry(
                    "CreateTopic",
                    "{'LogsetId':'L','TopicName':'clicks','PartitionCount':2,'Tags':[{'Key':'team','Value':'blue'}],"
                            + "'AutoSplit':true,'MaxSplitPartitions':20,'StorageType':'hot','Period':30,"
                            + "'Describes':'what it is for','HotPeriod':10,'Encryption':0,'BizType':0,"
                            + "'TopicId':'t3','IsWebTracking':true,'IsSourceFrom':true,'Extends':"
                            + "{'AnonymousAccess':{'Operations':['trackLog'],'Conditions':[]}}}"),
            Map.entry(
                    "DescribeTopics",
                    "{'Filters':[{'Key':'topicId','Values':['t1']}],'Offset':0,'Limit':20,'PreciseSearch':0,"
                            + "'BizType':0}"),
            Map.entry("DeleteTopic", "{'TopicId':'t1'}"),
            Map.entry("DescribePartitions", "{'TopicId':'t1'}"),
            Map.entry(
                    "SplitPartition",
                    "{'TopicId':'t1','PartitionId':0,'SplitKey':'40000000000000000000000000000000','Number':2}"),
            Map.entry("MergePartition", "{'TopicId':'t1','PartitionId':0}")));

    private final ClsServer server = ClsServer.open();

    ParametersTest() {
        server.catalog.logset("empty");
        server.directory.create(GroupId.parse("cls/L/g"), new GroupSettings(20, false, List.of("t1")));
        server.store.grants(7, "[{\"TopicID\":\"t1\",\"Partitions\":[0]}]");
    }

    static Set<String> actions() {
        return WHOLE.keySet();
    }

    static Stream<ParameterTable.Row> rows() {
        return TABLE.rows().stream();
    }

    /** What the typed requests of the official client can carry; it lacks what only the Node client knows. */
    @ParameterizedTest
    @MethodSource("actions")
    void everyParameterOfEveryActionIsInTheTable(String action) {
        Set<String> documented = new TreeSet<>(settersOf(action));
        if (action.equals("DescribeConsumerOffsets")) {
            documented.add("OffsetType");
        }
        assertThat(TABLE.parametersOf(action)).isEqualTo(documented);
        assertThat(fields(action)).as("the request here has them all").isEqualTo(documented);
    }

    @Test
    void theTableNamesNoActionThatIsNotServed() {
        assertThat(TABLE.rows().stream().map(ParameterTable.Row::call).collect(Collectors.toSet()))
                .isEqualTo(WHOLE.keySet());
    }

    @ParameterizedTest
    @MethodSource("actions")
    void aRequestWithEveryParameterIsServed(String action) {
        assertThat(server.code(ClsServer.post(action, whole(action).toString())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatIsRequiredIsMissedByItsName(ParameterTable.Row row) {
        for (boolean isNull : new boolean[] {false, true}) {
            ObjectNode request = whole(row.call());
            request.remove(row.parameter());
            if (isNull) {
                request.putNull(row.parameter());
            }
            JsonNode error = new ParametersTest().answer(row.call(), request).path("Error");
            assertThat(error.path("Code").asText()).isEqualTo(row.isRequired() ? "MissingParameter" : "");
            if (row.isRequired()) {
                assertThat(error.path("Message").asText()).contains("parameter " + row.parameter() + " is missing");
            }
        }
    }

    /** None is passed over in silence: each is read, and so each is refused by its name where it makes no sense. */
    @ParameterizedTest
    @MethodSource("rows")
    void whatMakesNoSenseIsRefusedByItsName(ParameterTable.Row row) {
        ObjectNode request = whole(row.call());
        request.putArray(row.parameter()).addArray().add(true);
        JsonNode error = answer(row.call(), request).path("Error");
        assertThat(error.path("Code").asText()).startsWith("InvalidParameter");
        assertThat(error.path("Message").asText()).contains(row.parameter());
    }

    /** Passed over, what was to narrow a listing would not. */
    @ParameterizedTest
    @MethodSource("rows")
    void aNameInAnotherCaseIsNotPassedOver(ParameterTable.Row row) {
        ObjectNode request = whole(row.call());
        String other = Character.toLowerCase(row.parameter().charAt(0))
                + row.parameter().substring(1);
        request.set(other, request.remove(row.parameter()));
        JsonNode error = answer(row.call(), request).path("Error");
        assertThat(error.path("Code").asText()).isIn("InvalidParameter", "MissingParameter");
        assertThat(error.path("Message").asText()).contains(row.parameter());
    }

    private JsonNode answer(String action, ObjectNode request) {
        return server.ask(ClsServer.post(action, request.toString()));
    }

    private static Set<String> settersOf(String action) {
        try {
            Class<?> type = Class.forName(DescribeTopicsRequest.class.getPackageName() + "." + action + "Request");
            return Stream.of(type.getDeclaredMethods())
                    .map(Method::getName)
                    .filter(name -> name.startsWith("set"))
                    .map(name -> name.substring(3))
                    .collect(Collectors.toSet());
        } catch (ClassNotFoundException e) {
            throw new AssertionError("the official client has no action " + action, e);
        }
    }

    private static Set<String> fields(String action) {
        Set<String> names = new TreeSet<>();
        whole(action).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static ObjectNode whole(String action) {
        try {
            return (ObjectNode) JSON.readTree(WHOLE.get(action).replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
