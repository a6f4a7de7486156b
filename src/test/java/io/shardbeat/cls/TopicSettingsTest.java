package io.shardbeat.cls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.testkit.wire.SampleRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a topic is asked for is what is described afterwards: a provisioner compares the two. */
class TopicSettingsTest {
    private final ClsServer server = ClsServer.open();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'AutoSplit':true",
                "'AutoSplit':false",
                "'MaxSplitPartitions':20",
                "'MaxSplitPartitions':9223372036854775807",
                "'StorageType':'hot'",
                "'StorageType':'cold'",
                "'Period':1",
                "'Period':3600",
                "'Period':3640",
                "'Describes':'Test Demo.'",
                "'Describes':''",
                "'IsWebTracking':true",
                "'IsWebTracking':false",
                "'IsSourceFrom':true",
                "'BizType':0",
                "'Extends':{'AnonymousAccess':{'Operations':['trackLog'],'Conditions':"
                        + "[{'Attributes':'VpcID','Rule':1,'ConditionValue':'vpc-1'}]}}",
                "'Tags':[{'Key':'a','Value':'1'},{'Key':'b','Value':''}]",
                "'PartitionCount':10",
                "'HotPeriod':0"
            })
    void isDescribedAsItWasGiven(String setting) {
        assertThat(server.code(create(setting))).isEmpty();
        JsonNode wanted = ClsServer.json("{" + setting.replace('\'', '"') + "}");
        JsonNode topic = topic();
        wanted.properties()
                .forEach(each -> assertThat(topic.path(each.getKey())).isEqualTo(each.getValue()));
    }

    @Test
    void flattenedItIsTheSame() {
        assertThat(server.code(ClsServer.form(
                        "CreateTopic",
                        "&LogsetId=L&TopicName=new&TopicId=new&AutoSplit=true&Period=7&StorageType=cold"
                                + "&Describes=a%20b&Tags.0.Key=k&Tags.0.Value=v")))
                .isEmpty();
        JsonNode topic = topic();
        assertThat(topic.path("AutoSplit").booleanValue()).isTrue();
        assertThat(topic.path("Period").intValue()).isEqualTo(7);
        assertThat(topic.path("StorageType").textValue()).isEqualTo("cold");
        assertThat(topic.path("Describes").textValue()).isEqualTo("a b");
        assertThat(topic.path("Tags")).hasToString("[{\"Key\":\"k\",\"Value\":\"v\"}]");
    }

    /** Terraform reads some of them without looking whether they are there. */
    @Test
    void whatWasNotGivenIsDescribedAsWhatHolds() {
        assertThat(server.code(create("'PartitionCount':1"))).isEmpty();
        assertThat(topic().toString())
                .contains("\"AutoSplit\":false,\"MaxSplitPartitions\":50,\"StorageType\":\"hot\",\"Period\":30,"
                        + "\"Describes\":\"\",\"HotPeriod\":0,\"BizType\":0,\"IsWebTracking\":false,"
                        + "\"IsSourceFrom\":false,\"Tags\":[]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'StorageType':'warm' | StorageType must be hot or cold",
                "'StorageType':'HOT' | StorageType must be hot or cold",
                "'Period':0 | Period must be from 1 to 3600 days",
                "'Period':3601 | Period must be from 1 to 3600 days",
                "'Period':4294967296 | Period must be from 1 to 3600 days",
                "'StorageType':'cold','Period':6 | Period must be from 7 to 3600 days",
                "'HotPeriod':6 | HotPeriod must be 0, or at least 7",
                "'HotPeriod':30 | HotPeriod must be 0, or at least 7 days and less than the Period",
                "'HotPeriod':10,'Period':10 | HotPeriod must be 0",
                "'BizType':1 | BizType must be 0",
                "'Encryption':2 | Encryption must be 0 or 1",
                "'AutoSplit':'yes' | AutoSplit must be true or false",
                "'AutoSplit':1 | AutoSplit must be true or false",
                "'Extends':'x' | Extends must be an object",
                "'TopicName':'cls_service_log' | TopicName must not be one of the service",
                "'PartitionCount':0 | PartitionCount must be at least 1"
            })
    void whatItCannotBeIsRefusedByName(String setting, String message) {
        JsonNode error = server.ask(create(setting)).path("Error");
        assertThat(error.path("Code").asText()).isEqualTo("InvalidParameter");
        assertThat(error.path("Message").asText()).startsWith(message);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 2147483648L, 4294967295L, 9223372036854775807L})
    void moreAtATimeThanACallMayMakeIsALimit(long partitions) {
        JsonNode error = server.ask(create("'PartitionCount':" + partitions)).path("Error");
        assertThat(error.path("Code").asText()).isEqualTo("LimitExceeded.Partition");
        assertThat(error.path("Message").asText()).contains(Long.toString(partitions));
    }

    private JsonNode topic() {
        JsonNode found = server.ask(
                ClsServer.post("DescribeTopics", "{\"Filters\":[{\"Key\":\"topicId\",\"Values\":[\"new\"]}]}"));
        assertThat(found.path("TotalCount").intValue()).isEqualTo(1);
        return found.path("Topics").get(0);
    }

    private static SampleRequest create(String setting) {
        String name = setting.contains("TopicName") ? "" : "'TopicName':'new',";
        return ClsServer.post(
                "CreateTopic", ("{'LogsetId':'L','TopicId':'new'," + name + setting + "}").replace('\'', '"'));
    }
}
