package io.shardbeat.it.call;

import io.shardbeat.cls.wire.ClsError;
import io.shardbeat.it.client.Requests;
import io.shardbeat.sls.wire.SlsError;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.wire.SampleRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A request for every error, wrong in that one thing. */
final class Refusals {
    private static final String PROJECT = "refusals";
    private static final String GROUP = "steady";
    private static final String GROUPS = "/logstores/eight/consumergroups";
    private static final String BEAT = GROUPS + "/" + GROUP + "?type=heartbeat&consumer=";
    private static final String SAVE = GROUPS + "/" + GROUP + "?type=checkpoint&consumer=";

    private static final String LIST = "{\"LogsetId\":\"refusals\"}";

    /** What these requests are about; everything is there as often as it may be. */
    static final String CATALOG = """
            sls:
              projects:
                - name: refusals
                  logstores:
                    - {name: eight, shards: 8, groups: [{name: steady, timeout: 600}]}
                    - {name: none, shards: 0}
            cls:
              logsets:
                - id: refusals
                  name: refusals
                  topics: [{id: only, name: only, partitions: 1}]
                  groups: [{name: steady, timeout: 600, topics: [only]}]
            """;

    private Refusals() {}

    /** @param when in words of the documentation */
    record Refusal(String code, int status, String when, SampleRequest request) {
        @Override
        public String toString() {
            return code + ": " + when;
        }
    }

    static List<Refusal> sls() {
        List<Refusal> all = new ArrayList<>(slsCallers());
        all.add(sls(
                SlsError.CONSUMER_GROUP_ALREADY_EXIST,
                "CreateConsumerGroup of one that exists",
                "POST",
                GROUPS,
                "{\"consumerGroup\":\"steady\",\"timeout\":5}"));
        all.add(sls(
                SlsError.JSON_INFO_INVALID,
                "CreateConsumerGroup without a timeout",
                "POST",
                GROUPS,
                "{\"consumerGroup\":\"new\"}"));
        all.add(sls(
                SlsError.CONSUMER_GROUP_QUOTA_EXCEED,
                "CreateConsumerGroup beyond the limit",
                "POST",
                GROUPS,
                "{\"consumerGroup\":\"new\",\"timeout\":5,\"order\":false}"));
        all.add(sls(
                SlsError.CONSUMER_GROUP_NOT_EXIST,
                "HeartBeat for a group that does not exist",
                "POST",
                GROUPS + "/nobody?type=heartbeat&consumer=c",
                "[]"));
        all.add(sls(
                SlsError.NOT_EXIST_CONSUMER_WITH_BODY,
                "HeartBeat of an unknown consumer with shards",
                "POST",
                BEAT + "new",
                "[0]"));
        all.add(sls(SlsError.POST_BODY_INVALID, "HeartBeat with a body that is not JSON", "POST", BEAT + "new", "["));
        all.add(sls(
                SlsError.POST_BODY_TOO_LARGE,
                "a body beyond the bound of its call",
                "POST",
                GROUPS,
                " ".repeat(2 << 20)));
        all.add(sls(
                SlsError.PARAMETER_INVALID,
                "HeartBeat without a consumer",
                "POST",
                GROUPS + "/" + GROUP + "?type=heartbeat",
                "[]"));
        all.add(sls(
                SlsError.INVALID_SHARD_CHECK_POINT,
                "UpdateCheckPoint that is not base64",
                "POST",
                SAVE + "holder",
                "{\"shard\":0,\"checkpoint\":\"?\"}"));
        all.add(sls(
                SlsError.CONSUMER_NOT_MATCH,
                "UpdateCheckPoint by a member that does not hold the shard",
                "POST",
                SAVE + "waiting",
                checkpoint(0)));
        all.add(sls(
                SlsError.CONSUMER_NOT_EXIST,
                "UpdateCheckPoint by no member",
                "POST",
                SAVE + "stranger",
                checkpoint(0)));
        all.add(sls(
                SlsError.SHARD_NOT_EXIST,
                "UpdateCheckPoint for a shard that does not exist",
                "POST",
                SAVE + "holder",
                checkpoint(99)));
        all.add(sls(
                SlsError.PROJECT_ALREADY_EXIST,
                "CreateProject of one that exists",
                "POST",
                "/",
                "{\"projectName\":\"refusals\",\"description\":\"\"}"));
        all.add(sls(
                SlsError.LOG_STORE_ALREADY_EXIST,
                "CreateLogstore of one that exists",
                "POST",
                "/logstores",
                logstore("eight")));
        all.add(sls(SlsError.LOG_STORE_INFO_INVALID, "CreateLogstore without a name", "POST", "/logstores", "{}"));
        all.add(sls(
                SlsError.PROJECT_QUOTA_EXCEED,
                "CreateLogstore beyond the limit",
                "POST",
                "/logstores",
                logstore("another")));
        all.add(sls(
                SlsError.LOG_STORE_WITHOUT_SHARD,
                "ListShards of a logstore of no shards",
                "GET",
                "/logstores/none/shards",
                ""));
        all.add(sls(
                SlsError.LOG_STORE_NOT_EXIST,
                "a logstore that does not exist",
                "GET",
                "/logstores/nowhere/shards",
                ""));
        all.add(sls(SlsError.UNKNOWN_PATH, "a path that is none of the API's", "GET", "/nothing", ""));
        all.add(sls(SlsError.INVALID_METHOD, "a method that the path has not", "PATCH", GROUPS, ""));
        return all;
    }

    /** About the request as such, and who sent it. */
    private static List<Refusal> slsCallers() {
        Duration late = Duration.ofMinutes(16);
        SampleRequest nowhere = Requests.sls("POST", "nowhere", BEAT + "c", "[]");
        SampleRequest beat = Requests.sls("POST", PROJECT, BEAT + "c", "[]");
        List<Refusal> all = new ArrayList<>();
        all.add(of(SlsError.PROJECT_NOT_EXIST, "a project that does not exist", signed(nowhere)));
        all.add(of(
                SlsError.REQUEST_TIME_TOO_SKEWED,
                "a date 16 minutes ago",
                Requests.slsSigned(beat, Instant.now().minus(late))));
        all.add(signedThen(SlsError.MISSING_HOST, "no Host", r -> r.without("Host")));
        all.add(signedThen(SlsError.INVALID_HOST, "a Host that names no project", r -> r.header("Host", "127.0.0.1")));
        all.add(signedThen(SlsError.MISSING_DATE, "no date", r -> r.without("Date")));
        all.add(signedThen(SlsError.INVALID_DATE_FORMAT, "a date that is none", r -> r.header("Date", "today")));
        all.add(signedThen(SlsError.MISSING_API_VERSION, "no version", r -> r.without("x-log-apiversion")));
        all.add(signedThen(SlsError.INVALID_API_VERSION, "another version", r -> r.header("x-log-apiversion", "9")));
        all.add(signedThen(
                SlsError.MISSING_SIGNATURE_METHOD, "no signature method", r -> r.without("x-log-signaturemethod")));
        all.add(signedThen(
                SlsError.INVALID_SIGNATURE_METHOD,
                "another signature method",
                r -> r.header("x-log-signaturemethod", "rot13")));
        all.add(signedThen(SlsError.MISS_ACCESS_KEY_ID, "no signature", r -> r.without("Authorization")));
        all.add(signedThen(
                SlsError.INVALID_ACCESS_KEY_ID,
                "a key id that can be none",
                r -> r.header("Authorization", "LOG a=b:c")));
        all.add(signedThen(SlsError.UNAUTHORIZED, "an unknown key", r -> r.header("Authorization", "LOG nobody:c")));
        all.add(signedThen(
                SlsError.FOREIGN_PAGE, "a page of another site", r -> r.header("Sec-Fetch-Site", "cross-site")));
        all.add(signedThen(
                SlsError.SIGNATURE_NOT_MATCH,
                "a wrong signature",
                r -> r.header("Authorization", "LOG " + Fixtures.KEY + ":c")));
        all.add(of(
                SlsError.INVALID_CONTENT_TYPE,
                "text as the content type",
                signed(beat.header("Content-Type", "text/plain"))));
        return all;
    }

    private static Refusal sls(SlsError error, String when, String method, String target, String body) {
        return of(error, when, slsSigned(method, target, body));
    }

    private static SampleRequest slsSigned(String method, String target, String body) {
        return signed(Requests.sls(method, PROJECT, target, body));
    }

    static SampleRequest slsBeat(String consumer) {
        return slsSigned("POST", BEAT + consumer, "[]");
    }

    /** A call that reads. */
    static SampleRequest slsList() {
        return slsSigned("GET", GROUPS, "");
    }

    private static Refusal signedThen(SlsError error, String when, UnaryOperator<SampleRequest> change) {
        return of(error, when, change.apply(slsBeat("c")));
    }

    private static SampleRequest signed(SampleRequest request) {
        return Requests.slsSigned(request, Instant.now());
    }

    static Refusal of(SlsError error, String when, SampleRequest request) {
        return new Refusal(error.code(), error.status(), when, request);
    }

    private static String checkpoint(int shard) {
        return "{\"shard\":" + shard + ",\"checkpoint\":\"\"}";
    }

    private static String logstore(String name) {
        return "{\"logstoreName\":\"" + name + "\",\"ttl\":7,\"shardCount\":1}";
    }

    static List<Refusal> cls() {
        List<Refusal> all = new ArrayList<>(clsCallers());
        String group = "\"LogsetId\":\"refusals\",\"Timeout\":5,\"Topics\":[\"only\"]";
        all.add(cls(
                ClsError.FAILED_OPERATION,
                "a group that exists",
                "CreateConsumerGroup",
                "{\"ConsumerGroup\":\"steady\"," + group + "}"));
        all.add(cls(
                ClsError.LIMIT_EXCEEDED,
                "beyond the limit",
                "CreateConsumerGroup",
                "{\"ConsumerGroup\":\"new\"," + group + "}"));
        all.add(cls(ClsError.INVALID_PARAMETER, "a body that is not JSON", "SendConsumerHeartbeat", "{"));
        all.add(cls(ClsError.MISSING_PARAMETER, "no parameter", "SendConsumerHeartbeat", "{}"));
        all.add(cls(ClsError.LOGSET_CONFLICT, "a name that is taken", "CreateLogset", "{\"LogsetName\":\"refusals\"}"));
        all.add(cls(ClsError.LIMIT_EXCEEDED_LOGSET, "beyond the limit", "CreateLogset", "{\"LogsetName\":\"new\"}"));
        all.add(cls(ClsError.INVALID_PARAMETER_VALUE, "a page of too many", "DescribeLogsets", "{\"Limit\":1000}"));
        all.add(cls(ClsError.LOGSET_NOT_EMPTY, "a logset with a topic", "DeleteLogset", "{\"LogsetId\":\"refusals\"}"));
        all.add(cls(
                ClsError.LOGSET_NOT_EXIST,
                "a logset that does not exist",
                "DeleteLogset",
                "{\"LogsetId\":\"nowhere\"}"));
        all.add(cls(
                ClsError.TOPIC_CONFLICT,
                "a name that is taken",
                "CreateTopic",
                "{\"LogsetId\":\"refusals\",\"TopicName\":\"only\"}"));
        all.add(cls(
                ClsError.LIMIT_EXCEEDED_TOPIC,
                "beyond the limit",
                "CreateTopic",
                "{\"LogsetId\":\"refusals\",\"TopicName\":\"new\"}"));
        all.add(cls(
                ClsError.TOPIC_NOT_EXIST,
                "a topic that does not exist",
                "DescribePartitions",
                "{\"TopicId\":\"nowhere\"}"));
        all.add(cls(
                ClsError.LIMIT_EXCEEDED_PARTITION,
                "beyond the limit",
                "SplitPartition",
                "{\"TopicId\":\"only\",\"PartitionId\":0}"));
        all.add(cls(
                ClsError.PARTITION_NOT_EXIST,
                "a partition that does not exist",
                "MergePartition",
                "{\"TopicId\":\"only\",\"PartitionId\":9}"));
        all.add(cls(
                ClsError.UNSUPPORTED_OPERATION,
                "the last partition",
                "MergePartition",
                "{\"TopicId\":\"only\",\"PartitionId\":0}"));
        all.add(cls(ClsError.INVALID_ACTION, "an action that does not exist", "NoSuchAction", "{}"));
        return all;
    }

    /** About the request as such, and who sent it. */
    private static List<Refusal> clsCallers() {
        SampleRequest list = Requests.cls("DescribeConsumerGroups", LIST);
        List<Refusal> all = new ArrayList<>();
        all.add(of(
                ClsError.AUTH_SIGNATURE_EXPIRE,
                "a timestamp 310 s ago",
                Requests.clsSigned(list, Instant.now().minusSeconds(310))));
        all.add(of(
                ClsError.REQUEST_SIZE_LIMIT_EXCEEDED,
                "a body beyond 10 MB",
                clsSigned("DescribeConsumerGroups", " ".repeat((10 << 20) + 1))));
        all.add(clsThen(ClsError.NO_SUCH_VERSION, "another version", r -> r.header("X-TC-Version", "2017-03-12")));
        all.add(clsThen(ClsError.UNSUPPORTED_PROTOCOL, "PUT", r -> r.method("PUT")));
        all.add(clsThen(
                ClsError.INVALID_REQUEST, "text as the content type", r -> r.header("Content-Type", "text/plain")));
        all.add(clsThen(ClsError.AUTH_INVALID_AUTHORIZATION, "no signature", r -> r.without("Authorization")));
        all.add(of(
                ClsError.AUTH_UNAUTHORIZED_OPERATION,
                "a page of another site",
                clsList().header("Sec-Fetch-Site", "cross-site")));
        all.add(of(
                ClsError.UNKNOWN_PARAMETER,
                "a captured heartbeat, sent as DeleteConsumerGroup",
                clsBeat("captured").header("X-TC-Action", "DeleteConsumerGroup")));
        all.add(clsThen(ClsError.AUTH_INVALID_SECRET_ID, "a key id that can be none", r -> byKey(r, "a=b")));
        all.add(clsThen(ClsError.AUTH_SECRET_ID_NOT_FOUND, "an unknown key", r -> byKey(r, "nobody")));
        all.add(clsThen(ClsError.AUTH_SIGNATURE_FAILURE, "another host", r -> r.header("Host", "other.example.com")));
        all.add(clsThen(
                ClsError.AUTH_TOKEN_FAILURE, "a token that the key has not", r -> r.header("X-TC-Token", "none")));
        all.add(clsThen(
                ClsError.AUTH_UNAUTHORIZED_OPERATION, "a key of other logsets", r -> byKey(r, Fixtures.STRANGER_KEY)));
        return all;
    }

    private static Refusal cls(ClsError error, String when, String action, String body) {
        return of(error, action + ": " + when, clsSigned(action, body));
    }

    private static Refusal clsThen(ClsError error, String when, UnaryOperator<SampleRequest> change) {
        return of(error, when, change.apply(clsList()));
    }

    /** The id of a key is not part of what is signed. */
    private static SampleRequest byKey(SampleRequest request, String id) {
        String signed = String.valueOf(request.raw().header("Authorization"));
        return request.header("Authorization", signed.replace(Fixtures.KEY, id));
    }

    static SampleRequest clsBeat(String consumer) {
        return clsSigned(
                "SendConsumerHeartbeat",
                "{\"LogsetId\":\"refusals\",\"ConsumerGroup\":\"steady\",\"Consumer\":\"" + consumer
                        + "\",\"TopicPartitionsInfo\":[{\"TopicID\":\"only\"}]}");
    }

    static SampleRequest clsList() {
        return clsSigned("DescribeConsumerGroups", LIST);
    }

    private static SampleRequest clsSigned(String action, String body) {
        return Requests.clsSigned(Requests.cls(action, body), Instant.now());
    }

    static Refusal of(ClsError error, String when, SampleRequest request) {
        return new Refusal(error.code(), 200, when, request);
    }
}
