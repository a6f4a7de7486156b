package io.shardbeat.cls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.annotations.SerializedName;
import io.shardbeat.cls.call.ActionFields;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.testkit.cls.Tc3Signer;
import io.shardbeat.testkit.wire.SampleRequest;
import java.lang.reflect.Field;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A request that was captured on the wire, sent again under the name of another action, which TC3 leaves unsigned. */
class ReplayedActionTest {
    private static final GroupId GROUP = GroupId.parse("cls/L/g");

    /** What official clients send, in the shortest form: each action's required fields, and what most of them add. */
    private static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry(
                    "SendConsumerHeartbeat",
                    "{'ConsumerGroup':'g','Consumer':'c','LogsetId':'L',"
                            + "'TopicPartitionsInfo':[{'TopicID':'t1','Partitions':[0]}]}"),
            Map.entry(
                    "CommitConsumerOffsets",
                    "{'ConsumerGroup':'g','Consumer':'c','LogsetId':'L','TopicPartitionOffsetsInfo':"
                            + "[{'TopicID':'t1','PartitionOffsets':[{'PartitionId':0,'Offset':7}]}]}"),
            Map.entry(
                    "DescribeConsumerOffsets",
                    "{'ConsumerGroup':'g','LogsetId':'L','TopicId':'t1','PartitionId':'0','From':'begin'}"),
            Map.entry("CreateConsumerGroup", "{'ConsumerGroup':'g','Timeout':20,'Topics':['t1'],'LogsetId':'L'}"),
            Map.entry("ModifyConsumerGroup", "{'ConsumerGroup':'g','Timeout':20,'Topics':['t1'],'LogsetId':'L'}"),
            Map.entry("DeleteConsumerGroup", "{'ConsumerGroup':'g','LogsetId':'L'}"),
            Map.entry("DescribeConsumerGroups", "{'LogsetId':'L'}"),
            Map.entry("CreateLogset", "{'LogsetName':'n'}"),
            Map.entry("DeleteLogset", "{'LogsetId':'L'}"),
            Map.entry("DescribeLogsets", "{}"),
            Map.entry("CreateTopic", "{'LogsetId':'L','TopicName':'n'}"),
            Map.entry("DeleteTopic", "{'TopicId':'t1'}"),
            Map.entry("DescribeTopics", "{}"),
            Map.entry("DescribePartitions", "{'TopicId':'t1'}"),
            Map.entry("SplitPartition", "{'TopicId':'t1','PartitionId':0}"),
            Map.entry("MergePartition", "{'TopicId':'t1','PartitionId':0}"));

    private static final Set<String> READS = Set.of(
            "DescribeConsumerOffsets",
            "DescribeConsumerGroups",
            "DescribeLogsets",
            "DescribeTopics",
            "DescribePartitions");

    /** Bodies that are the same to the last field: SECURITY.md names them. */
    private static final Set<String> ALIKE = Set.of(
            "CreateConsumerGroup as ModifyConsumerGroup",
            "ModifyConsumerGroup as CreateConsumerGroup",
            "DescribeConsumerGroups as DeleteLogset",
            "DescribePartitions as DeleteTopic",
            "SplitPartition as MergePartition",
            "MergePartition as SplitPartition");

    private final ClsServer server = new ClsServer();

    static Stream<String> pairs() {
        return BODIES.keySet().stream()
                .sorted()
                .flatMap(captured -> BODIES.keySet().stream()
                        .sorted()
                        .filter(other -> !other.equals(captured) && !READS.contains(other))
                        .map(other -> captured + " as " + other));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void isRefusedUnlessTheBodiesAreAlike(String pair) {
        String[] names = pair.split(" as ");
        server.directory.create(GROUP, new GroupSettings(20, false, List.of("t1")));

        String code = server.code(replayed(names[0], names[1]));

        if (ALIKE.contains(pair)) {
            assertThat(code).isNotIn("UnknownParameter", "MissingParameter");
        } else {
            assertThat(code).isIn("UnknownParameter", "MissingParameter");
            assertThat(server.directory.groups()).containsKey(GROUP);
        }
    }

    @Test
    void aHeartbeatDeletesNoGroupAndIsToldWhy() {
        server.directory.create(GROUP, new GroupSettings(20, false, List.of("t1")));
        JsonNode error = server.ask(replayed("SendConsumerHeartbeat", "DeleteConsumerGroup"))
                .path("Error");
        assertThat(error.path("Code").asText()).isEqualTo("UnknownParameter");
        assertThat(error.path("Message").asText()).contains("DeleteConsumerGroup", "x-tc-action");
        assertThat(server.directory.groups()).containsKey(GROUP);
    }

    /** By the typed requests of the official client: a field it may send is one that the action is known to take. */
    @ParameterizedTest
    @MethodSource("actions")
    void everyFieldOfTheOfficialClientFits(String action) throws ClassNotFoundException {
        Class<?> model = Class.forName("com.tencentcloudapi.cls.v20201016.models." + action + "Request");
        List<String> fields = Arrays.stream(model.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(SerializedName.class))
                .map(ReplayedActionTest::name)
                .toList();
        assertThat(fields).isNotEmpty();
        assertThat(catchThrowable(() -> ActionFields.mustFit(action, fields.iterator())))
                .isNull();
    }

    static Stream<String> actions() {
        return BODIES.keySet().stream().sorted();
    }

    private static String name(Field field) {
        return field.getAnnotation(SerializedName.class).value();
    }

    @Test
    void whatNoActionKnowsIsPassedOver() {
        server.directory.create(GROUP, new GroupSettings(20, false, List.of("t1")));
        ObjectNode body = body("DeleteConsumerGroup").put("timeout", 3).put("Whatever", "x");
        assertThat(server.code(signed(ClsServer.post("DeleteConsumerGroup", body.toString()))))
                .isEmpty();
    }

    /** By GET the arguments are in the query, and an empty list leaves nothing behind. */
    @Test
    void savedOffsetsAreNoHeartbeatWithoutPartitions() {
        Set<String> fields =
                new TreeSet<>(Set.of("ConsumerGroup", "Consumer", "LogsetId", "TopicPartitionOffsetsInfo"));
        Throwable refused = catchThrowable(() -> ActionFields.mustFit("SendConsumerHeartbeat", fields.iterator()));
        assertThat(refused).isInstanceOf(ClsException.class).hasMessageContaining("TopicPartitionOffsetsInfo");
    }

    @ParameterizedTest
    @CsvSource({
        "none, DeleteConsumerGroup, ''",
        "administration, DeleteConsumerGroup, AuthFailure.InvalidAuthorization",
        "administration, DeleteTopic, AuthFailure.InvalidAuthorization",
        "administration, CreateConsumerGroup, FailedOperation",
        "administration, CommitConsumerOffsets, ''",
        "changes, CreateConsumerGroup, AuthFailure.InvalidAuthorization",
        "changes, CommitConsumerOffsets, AuthFailure.InvalidAuthorization",
        "changes, DescribeConsumerGroups, ''"
    })
    void theNameMustBeSignedWhereTheSettingsSaySo(String demanded, String action, String code) {
        ClsServer strict = new ClsServer("auth.signed-actions", demanded);
        strict.directory.create(GROUP, new GroupSettings(20, false, List.of("t1")));
        SampleRequest request = ClsServer.post(action, body(action).toString());

        assertThat(strict.code(signed(request))).isEqualTo(code);
        assertThat(strict.code(Tc3Signer.signWithAction(request, ClsServer.KEY, ClsServer.SECRET, Instant.now())))
                .doesNotStartWith("AuthFailure");
    }

    @Test
    void aSignedNameCannotBeExchanged() {
        SampleRequest captured = Tc3Signer.signWithAction(
                ClsServer.post("DescribePartitions", body("DescribePartitions").toString()),
                ClsServer.KEY,
                ClsServer.SECRET,
                Instant.now());
        assertThat(server.code(captured)).isEmpty();
        assertThat(server.code(captured.header("X-TC-Action", "DeleteTopic")))
                .isEqualTo("AuthFailure.SignatureFailure");
    }

    private static SampleRequest replayed(String captured, String as) {
        return signed(ClsServer.post(captured, body(captured).toString())).header("X-TC-Action", as);
    }

    private static SampleRequest signed(SampleRequest request) {
        return Tc3Signer.sign(request, ClsServer.KEY, ClsServer.SECRET, Instant.now());
    }

    private static ObjectNode body(String action) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(BODIES.get(action).replace('\'', '"'));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
