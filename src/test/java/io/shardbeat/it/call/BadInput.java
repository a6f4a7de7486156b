package io.shardbeat.it.call;

import io.shardbeat.it.client.Requests;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.wire.SampleRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Requests that are wrong in one thing each, correctly signed, and the error each is documented to get. */
final class BadInput {
    private static final int TEN_MB = 10 * 1024 * 1024;
    private static final String HEARTBEAT = "/logstores/" + Fixtures.LOGSTORE + "/consumergroups/"
            + Fixtures.BAD_INPUT_GROUP + "?type=heartbeat&consumer=c1";
    private static final String GROUPS = "/logstores/" + Fixtures.LOGSTORE + "/consumergroups";
    private static final String GROUP = GROUPS + "/" + Fixtures.BAD_INPUT_GROUP;

    private BadInput() {}

    /** @param expected the code of the error */
    record Row(String what, SampleRequest request, int status, String expected) {
        @Override
        public String toString() {
            return what + " -> " + status + " " + expected;
        }
    }

    static List<Row> sls() {
        List<Row> rows = new ArrayList<>();
        for (String body : List.of(
                "",
                " ",
                "null",
                "{}",
                "{\"shards\":null}",
                "{\"shards\":0}",
                "{\"shards\":[0]",
                "{\"logstores\":{\"eight\":[0]}}",
                "\"0\"",
                "0",
                "true",
                "[null]",
                "[-1]",
                "[\"0\"]",
                "[1.5]",
                "[1e3]",
                "[[0]]",
                "[{}]",
                "[0,]",
                "[0",
                "[0]]",
                "[99999999999999999999]",
                "<xml/>",
                "\u0000\u0001\u0002",
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000))) {
            rows.add(sls("heartbeat", "POST", HEARTBEAT, body, 400, "PostBodyInvalid"));
        }
        for (String body : List.of("null", "[]", "\"x\"", "", "{", "[".repeat(50_000), "{\"a\":".repeat(10_000))) {
            rows.add(sls("create", "POST", GROUPS, body, 400, "PostBodyInvalid"));
            rows.add(sls("update", "PUT", GROUP, body, 400, "PostBodyInvalid"));
        }
        for (String body : List.of(
                "{}",
                "{\"consumerGroup\":null,\"timeout\":5}",
                "{\"consumerGroup\":5,\"timeout\":5}",
                "{\"consumerGroup\":\"\",\"timeout\":5}",
                "{\"consumerGroup\":\"a/b\",\"timeout\":5}",
                "{\"consumerGroup\":\"new\"}",
                "{\"consumerGroup\":\"new\",\"timeout\":0}",
                "{\"consumerGroup\":\"new\",\"timeout\":-5}",
                "{\"consumerGroup\":\"new\",\"timeout\":\"5\"}",
                "{\"consumerGroup\":\"new\",\"timeout\":1.5}",
                "{\"consumerGroup\":\"new\",\"timeout\":99999999999}",
                "{\"consumerGroup\":\"new\",\"timeout\":5,\"order\":\"yes\"}")) {
            rows.add(sls("create", "POST", GROUPS, body, 400, "JsonInfoInvalid"));
        }
        rows.add(sls("update", "PUT", GROUP, "{\"timeout\":-1}", 400, "JsonInfoInvalid"));
        rows.add(sls("10 MB", "POST", HEARTBEAT, "[" + "0,".repeat(TEN_MB / 2) + "0]", 400, "PostBodyTooLarge"));
        rows.add(sls(
                "10 MB",
                "POST",
                GROUPS,
                "{\"consumerGroup\":\"" + "a".repeat(TEN_MB) + "\"}",
                400,
                "PostBodyTooLarge"));
        rows.add(sls("no type", "POST", GROUP, "[]", 400, "ParameterInvalid"));
        rows.add(sls("unknown type", "POST", GROUP + "?type=sleep&consumer=c1", "[]", 400, "ParameterInvalid"));
        rows.add(sls("no consumer", "POST", GROUP + "?type=heartbeat", "[]", 400, "ParameterInvalid"));
        rows.add(sls("empty consumer", "POST", GROUP + "?type=heartbeat&consumer=", "[]", 400, "ParameterInvalid"));
        String save = GROUP + "?type=checkpoint&forceSuccess=true&consumer=";
        for (String body : List.of("", "null", "[0]", "{", "{\"a\":".repeat(10_000))) {
            rows.add(sls("checkpoint", "POST", save, body, 400, "PostBodyInvalid"));
        }
        for (String body : List.of("{}", "{\"shard\":\"0\",\"checkpoint\":\"\"}", "{\"shard\":0,\"checkpoint\":{}}")) {
            rows.add(sls("checkpoint", "POST", save, body, 400, "JsonInfoInvalid"));
        }
        rows.add(sls("checkpoint", "POST", save, checkpoint("0", "?"), 400, "InvalidShardCheckPoint"));
        rows.add(sls("checkpoint", "POST", save, checkpoint("2147483647", ""), 404, "ShardNotExist"));
        rows.add(sls("no force", "POST", GROUP + "?type=checkpoint", checkpoint("0", ""), 400, "ParameterInvalid"));
        rows.add(sls(
                "bad force",
                "POST",
                GROUP + "?type=checkpoint&forceSuccess=1&consumer=c",
                checkpoint("0", ""),
                400,
                "ParameterInvalid"));
        rows.add(sls(
                "stranger",
                "POST",
                GROUP + "?type=checkpoint&consumer=c",
                checkpoint("0", ""),
                404,
                "ConsumerNotExist"));
        rows.add(sls("bad shard", "GET", GROUP + "?shard=one", "", 400, "ParameterInvalid"));
        rows.add(sls("unknown path", "POST", "/nothing/here", "[]", 404, "InvalidMethod"));
        rows.add(sls("unknown path", "GET", "/logstores/a/b/c/d/e", "", 404, "InvalidMethod"));
        rows.add(sls("wrong method", "PATCH", HEARTBEAT, "[]", 405, "InvalidMethod"));
        rows.add(sls("wrong method", "DELETE", GROUPS, "", 405, "InvalidMethod"));
        rows.add(slsWith("wrong content type", r -> r.header("Content-Type", "text/plain"), 415, "InvalidContentType"));
        rows.add(slsWith("no project", r -> r.header("Host", "127.0.0.1"), 400, "InvalidHost"));
        rows.add(slsWith("no API version", r -> r.without("x-log-apiversion"), 400, "MissingAPIVersion"));
        return rows;
    }

    private static String checkpoint(String shard, String checkpoint) {
        return "{\"shard\":" + shard + ",\"checkpoint\":\"" + checkpoint + "\"}";
    }

    private static Row sls(String call, String method, String target, String body, int status, String expected) {
        SampleRequest request = Requests.sls(method, Fixtures.BAD_INPUT_PROJECT, target, body);
        return new Row("SLS " + call + " " + shown(body), Requests.slsSigned(request, Instant.now()), status, expected);
    }

    private static Row slsWith(String what, UnaryOperator<SampleRequest> change, int status, String expected) {
        SampleRequest request = Requests.sls("POST", Fixtures.BAD_INPUT_PROJECT, HEARTBEAT, "[]");
        return new Row("SLS " + what, Requests.slsSigned(change.apply(request), Instant.now()), status, expected);
    }

    static List<Row> cls() {
        List<Row> rows = new ArrayList<>();
        for (String body : List.of(
                "",
                "null",
                "[]",
                "\"x\"",
                "5",
                "{",
                "<xml/>",
                "\u0000",
                "{}}",
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000))) {
            rows.add(cls("SendConsumerHeartbeat", body, "InvalidParameter"));
            rows.add(cls("CreateConsumerGroup", body, "InvalidParameter"));
        }
        for (String topics : List.of(
                "{}",
                "\"x\"",
                "[null]",
                "[5]",
                "[{\"TopicID\":5,\"Partitions\":[]}]",
                "[{\"TopicID\":\"t\",\"Partitions\":{}}]",
                "[{\"TopicID\":\"t\",\"Partitions\":[-1]}]",
                "[{\"TopicID\":\"t\",\"Partitions\":[null]}]",
                "[{\"TopicID\":\"t\",\"Partitions\":[\"a\"]}]",
                "[{\"TopicID\":\"t\",\"Partitions\":[1.5]}]",
                "[{\"TopicID\":\"t\",\"Partitions\":[99999999999999999999]}]",
                "[{\"TopicID\":\"t\",\"Partitions\":[[0]]}]")) {
            rows.add(cls("SendConsumerHeartbeat", heartbeat("\"c1\"", topics), "InvalidParameter"));
        }
        rows.add(cls("SendConsumerHeartbeat", heartbeat("5", "[]"), "InvalidParameter"));
        rows.add(cls("SendConsumerHeartbeat", heartbeat("\"\"", "[]"), "InvalidParameter"));
        rows.add(cls("SendConsumerHeartbeat", heartbeat("\"c1\"", "null"), "MissingParameter"));
        rows.add(cls("SendConsumerHeartbeat", "{}", "MissingParameter"));
        rows.add(cls("CreateConsumerGroup", "{}", "MissingParameter"));
        for (String timeout : List.of("-1", "\"x\"", "1.5", "[]", "99999999999")) {
            rows.add(cls("CreateConsumerGroup", create(timeout, "[\"" + Fixtures.TOPIC + "\"]"), "InvalidParameter"));
        }
        for (String topics : List.of("\"x\"", "{}", "[5]")) {
            rows.add(cls("CreateConsumerGroup", create("5", topics), "InvalidParameter"));
        }
        rows.add(cls("CreateConsumerGroup", create("5", "[]"), "MissingParameter"));
        for (String offsets :
                List.of("{}", "[5]", "[{\"TopicID\":5}]", "[{\"TopicID\":\"t\",\"PartitionOffsets\":5}]")) {
            rows.add(cls("CommitConsumerOffsets", commit(offsets), "InvalidParameter"));
        }
        rows.add(cls("CommitConsumerOffsets", commit("null"), "MissingParameter"));
        rows.add(cls("CommitConsumerOffsets", "{}", "MissingParameter"));
        rows.add(cls("DescribeConsumerOffsets", "{}", "MissingParameter"));
        rows.add(cls("NoSuchAction", "{}", "InvalidAction"));
        rows.add(cls("SendConsumerHeartbeat", "{\"a\":\"" + "a".repeat(TEN_MB) + "\"}", "RequestSizeLimitExceeded"));
        rows.add(clsWith("wrong content type", r -> r.header("Content-Type", "text/plain"), "InvalidRequest"));
        rows.add(clsWith("wrong method", r -> r.method("PUT"), "UnsupportedProtocol"));
        rows.add(clsWith("unknown version", r -> r.header("X-TC-Version", "2017-03-12"), "NoSuchVersion"));
        rows.add(clsWith("no version", r -> r.without("X-TC-Version"), "MissingParameter"));
        rows.add(clsWith("unknown path", r -> r.path("/nothing/here"), "UnsupportedProtocol"));
        return rows;
    }

    private static String heartbeat(String consumer, String topics) {
        return "{\"LogsetId\":\"" + Fixtures.BAD_INPUT_LOGSET + "\",\"ConsumerGroup\":\"" + Fixtures.BAD_INPUT_GROUP
                + "\",\"Consumer\":" + consumer + ",\"TopicPartitionsInfo\":" + topics + "}";
    }

    private static String create(String timeout, String topics) {
        return "{\"LogsetId\":\"" + Fixtures.BAD_INPUT_LOGSET + "\",\"ConsumerGroup\":\"new\",\"Timeout\":" + timeout
                + ",\"Topics\":" + topics + "}";
    }

    private static String commit(String offsets) {
        return "{\"LogsetId\":\"" + Fixtures.BAD_INPUT_LOGSET + "\",\"ConsumerGroup\":\"" + Fixtures.BAD_INPUT_GROUP
                + "\",\"Consumer\":\"c\",\"TopicPartitionOffsetsInfo\":" + offsets + "}";
    }

    private static Row cls(String action, String body, String expected) {
        SampleRequest request = Requests.clsSigned(Requests.cls(action, body), Instant.now());
        return new Row("CLS " + action + " " + shown(body), request, 200, expected);
    }

    private static Row clsWith(String what, UnaryOperator<SampleRequest> change, String expected) {
        SampleRequest request = Requests.cls("SendConsumerHeartbeat", heartbeat("\"c1\"", "[]"));
        return new Row("CLS " + what, Requests.clsSigned(change.apply(request), Instant.now()), 200, expected);
    }

    private static String shown(String body) {
        return body.length() <= 90 ? body : body.substring(0, 40) + "... (" + body.length() + " characters)";
    }
}
