package io.shardbeat.cls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.testkit.cls.Tc3Signer;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The key may use logset {@code L}; {@code their-logset} and its topic {@code foreign} are another tenant's. */
class NothingEnumerableTest {
    private final ClsServer server = new ClsServer();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "DescribePartitions; {'TopicId':'%s'}",
                "DeleteTopic; {'TopicId':'%s'}",
                "SplitPartition; {'TopicId':'%s','PartitionId':0}",
                "MergePartition; {'TopicId':'%s','PartitionId':0}",
                "DescribeTopics; {'Filters':[{'Key':'topicId','Values':['%s']}]}"
            })
    void aForeignTopicIsLikeNone(String action, String body) {
        server.catalog.logset("their-logset", "foreign");
        assertThat(told(action, body, "foreign")).isEqualTo(told(action, body, "nowhere"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "CreateTopic; {'LogsetId':'%s','TopicName':'n'}",
                "DeleteLogset; {'LogsetId':'%s'}",
                "DescribeConsumerGroups; {'LogsetId':'%s'}",
                "CreateLogset; {'LogsetId':'%s','LogsetName':'fresh'}",
                "DescribeLogsets; {'Filters':[{'Key':'logsetId','Values':['%s']}]}"
            })
    void aForeignLogsetIsLikeNone(String action, String body) {
        server.catalog.logset("their-logset", "foreign");
        assertThat(told(action, body, "their-logset")).isEqualTo(told(action, body, "no-logset"));
    }

    /** Names of logsets are unique among those that a caller may use, and tell it of no others. */
    @ParameterizedTest
    @CsvSource({"L, name", "their-logset, id"})
    void aNameTellsNothingOfForeignLogsets(String name, String conflict) {
        server.catalog.logset("their-logset", "foreign");
        JsonNode answer = answer("CreateLogset", "{'LogsetName':'%s','LogsetId':'L'}", name);
        assertThat(answer.at("/Error/Code").asText()).isEqualTo("InvalidParameter.LogsetConflict");
        assertThat(answer.at("/Error/Message").asText()).startsWith("there is a logset of the " + conflict);
    }

    /** The whole answer but the request id, the name asked for taken out. */
    private String told(String action, String body, String name) {
        ObjectNode answer = (ObjectNode) answer(action, body, name);
        answer.remove("RequestId");
        return answer.toString().replace(name, "?");
    }

    private JsonNode answer(String action, String body, String name) {
        String json = body.replace('\'', '"').formatted(name);
        return server.ask(Tc3Signer.sign(ClsServer.post(action, json), ClsServer.KEY, ClsServer.SECRET, Instant.now()));
    }
}
