package io.shardbeat.cls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.testkit.wire.SampleRequest;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What narrows a listing narrows it, or is refused. Logsets {@code shop} and {@code shop-old} have two topics each. */
class ListingTest {
    private final ClsServer server = new ClsServer("auth.mode", "off");

    ListingTest() {
        for (String logset : List.of("shop", "shop-old")) {
            server.ask(create(
                    "CreateLogset",
                    "'LogsetName':'" + logset + "','LogsetId':'" + logset + "-id','Tags':" + "[{'Key':'team','Value':'"
                            + logset + "'},{'Key':'" + logset + "','Value':'x'}]"));
            for (String topic : List.of("click", "clicks")) {
                String storage = topic.equals("clicks") && logset.equals("shop-old") ? "cold" : "hot";
                server.ask(create(
                        "CreateTopic",
                        "'LogsetId':'" + logset + "-id','TopicName':'" + topic
                                + "','TopicId':'" + logset + "." + topic + "','StorageType':'" + storage
                                + "','Period':30,"
                                + "'Tags':[{'Key':'kind','Value':'" + topic + "'}]"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Filters':[{'Key':'storageType','Values':['hot']}] | t1 t2 shop.click shop.clicks shop-old.click",
                "'Filters':[{'Key':'storageType','Values':['cold']}] | shop-old.clicks",
                "'Filters':[{'Key':'storageType','Values':['cold','hot']}] |"
                        + " t1 t2 shop.click shop.clicks shop-old.click shop-old.clicks",
                "'Filters':[{'Key':'topicName','Values':['clicks']}] | shop.clicks shop-old.clicks",
                "'Filters':[{'Key':'topicName','Values':['click']}] | shop.click shop.clicks shop-old.click shop-old.clicks",
                "'Filters':[{'Key':'topicName','Values':['click']}],'PreciseSearch':0 |"
                        + " shop.click shop.clicks shop-old.click shop-old.clicks",
                "'Filters':[{'Key':'topicName','Values':['click']}],'PreciseSearch':1 | shop.click shop-old.click",
                "'Filters':[{'Key':'topicName','Values':['click']},{'Key':'logsetName','Values':['shop']}],"
                        + "'PreciseSearch':1 | shop.click shop-old.click",
                "'Filters':[{'Key':'topicName','Values':['click']},{'Key':'logsetName','Values':['shop']}],"
                        + "'PreciseSearch':2 | shop.click shop.clicks",
                "'Filters':[{'Key':'topicName','Values':['click']},{'Key':'logsetName','Values':['shop']}],"
                        + "'PreciseSearch':3 | shop.click",
                "'Filters':[{'Key':'topicName','Values':['click']}],'PreciseSearch':'1' | shop.click shop-old.click",
                "'Filters':[{'Key':'topicId','Values':['shop.click','t1']}] | t1 shop.click",
                "'Filters':[{'Key':'logsetId','Values':['shop-id']}] | shop.click shop.clicks",
                "'Filters':[{'Key':'tagKey','Values':['kind']},{'Key':'tag:kind','Values':['clicks']}] |"
                        + " shop.clicks shop-old.clicks",
                "'Filters':[{'Key':'topicName','Values':['click']},{'Key':'topicName','Values':['clicks']}] |"
                        + " shop.clicks shop-old.clicks",
                "'BizType':0 | t1 t2 shop.click shop.clicks shop-old.click shop-old.clicks",
                "'BizType':1 | ``",
                "'Offset':4 | shop-old.click shop-old.clicks",
                "'Offset':4,'Limit':1 | shop-old.click",
                "'Offset':4294967295 | ``",
                "'Offset':9223372036854775807,'Limit':100 | ``"
            })
    void topics(String arguments, String found) {
        JsonNode answer = server.ask(create("DescribeTopics", arguments));
        assertThat(ids(answer.path("Topics"), "TopicId")).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Filters':[{'Key':'logsetName','Values':['shop']}] | shop-id shop-old-id",
                "'Filters':[{'Key':'logsetId','Values':['shop-id']}] | shop-id",
                "'Filters':[{'Key':'tagKey','Values':['shop']}] | shop-id",
                "'Filters':[{'Key':'tag:team','Values':['shop-old']}] | shop-old-id",
                "'Filters':[{'Key':'logsetName','Values':['shop']},{'Key':'logsetName','Values':['old']}] | shop-old-id",
                "'Offset':1,'Limit':1 | shop-id",
                "'Offset':2147483648 | ``"
            })
    void logsets(String arguments, String found) {
        JsonNode answer = server.ask(create("DescribeLogsets", arguments));
        assertThat(ids(answer.path("Logsets"), "LogsetId")).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Filters':[{'Key':'storageType','Values':['warm']}] | storageType must be among cold, hot",
                "'Filters':[{'Key':'storageType','Values':['hot','']}] | storageType must be among cold, hot",
                "'Filters':[{'Key':'StorageType','Values':['hot']}] | Key must be one of",
                "'Filters':[{'Key':'TopicName','Values':['click']}] | Key must be one of",
                "'Filters':[{'Key':'assumerName','Values':['x']}] | Key must be one of",
                "'Filters':[{'Key':'tag:','Values':['x']}] | Key must be one of",
                "'Filters':[{'Key':'topicName','Values':[]}] | must be 1 to 100",
                "'PreciseSearch':4 | PreciseSearch must be from 0 to 3, was 4",
                "'BizType':2 | BizType must be from 0 to 1, was 2",
                "'Limit':0 | Limit must be from 1 to 100, was 0",
                "'Limit':101 | Limit must be from 1 to 100, was 101",
                "'Limit':4294967295 | Limit must be from 1 to 100, was 4294967295"
            })
    void whatCannotNarrowTopicsIsRefused(String arguments, String message) {
        JsonNode error = server.ask(create("DescribeTopics", arguments)).path("Error");
        assertThat(error.path("Code").asText()).isEqualTo("InvalidParameterValue");
        assertThat(error.path("Message").asText()).contains(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"topicName", "storageType", "logsetname", "tag:"})
    void whatCannotNarrowLogsetsIsRefused(String key) {
        SampleRequest request = create("DescribeLogsets", "'Filters':[{'Key':'" + key + "','Values':['x']}]");
        assertThat(server.code(request)).isEqualTo("InvalidParameterValue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.0", "1e1", "true", "\"\"", "\" 1\"", "\"+1\"", "9223372036854775808", "[1]"})
    void numbersAreWhole(String number) {
        for (String parameter : List.of("Offset", "Limit", "PreciseSearch", "BizType")) {
            JsonNode error = server.ask(ClsServer.post("DescribeTopics", "{\"" + parameter + "\":" + number + "}"))
                    .path("Error");
            assertThat(error.path("Code").asText()).isEqualTo("InvalidParameter");
            assertThat(error.path("Message").asText()).startsWith(parameter + " must be a whole number");
        }
    }

    @Test
    void theTotalIsOfAllThatMatch() {
        JsonNode answer = server.ask(
                create("DescribeTopics", "'Filters':[{'Key':'topicName','Values':['click']}],'Limit':1,'Offset':1"));
        assertThat(answer.path("TotalCount").asInt()).isEqualTo(4);
        assertThat(answer.path("Topics").size()).isEqualTo(1);
    }

    private static String ids(JsonNode list, String id) {
        return String.join(
                " ",
                StreamSupport.stream(list.spliterator(), false)
                        .map(entry -> entry.path(id).asText())
                        .toList());
    }

    private static SampleRequest create(String action, String arguments) {
        return ClsServer.post(action, ("{" + arguments + "}").replace('\'', '"'));
    }
}
