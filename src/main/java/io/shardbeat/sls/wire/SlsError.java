package io.shardbeat.sls.wire;

import io.shardbeat.http.Outcome;

/**
 * Every error of the SLS dialect: the status and the code clients compare. Client libraries read both fields of the
 * body and retry by status: Python repeats any 5xx ten times within one call, so only what may pass is a 5xx.
 *
 * <p>Sources are pages of the SLS API reference. "Common error codes" exists in two editions, of 2021 and of today; where
 * they differ the code that official clients know is used.
 */
public enum SlsError {
    /** "CreateConsumerGroup". Java and Python clients answer it with an update. */
    CONSUMER_GROUP_ALREADY_EXIST(400, "ConsumerGroupAlreadyExist"),
    /** "CreateConsumerGroup" and "UpdateConsumerGroup": a field of the body has the wrong format. */
    JSON_INFO_INVALID(400, "JsonInfoInvalid"),
    /** "HeartBeat": the member is not known and its report lists shards. It must empty itself before it can join. */
    NOT_EXIST_CONSUMER_WITH_BODY(400, "NotExistConsumerWithBody"),
    /** "UpdateCheckPoint": the checkpoint is not base64. */
    INVALID_SHARD_CHECK_POINT(400, "InvalidShardCheckPoint"),
    /** On no page; what Java and Go clients take for "somebody else holds the shard". */
    CONSUMER_NOT_MATCH(400, "ConsumerNotMatch"),
    /** "Common error codes" of today: the body is not JSON, or not of the shape that the call takes. */
    POST_BODY_INVALID(400, "PostBodyInvalid"),
    /** "PutLogs", the only page with a code for it; 400 there, not 413. */
    POST_BODY_TOO_LARGE(400, "PostBodyTooLarge"),
    /** "Use consumer groups to consume data"; its status is in no document. */
    CONSUMER_GROUP_QUOTA_EXCEED(400, "ConsumerGroupQuotaExceed"),
    /** "CreateProject". */
    PROJECT_ALREADY_EXIST(400, "ProjectAlreadyExist"),
    /** "CreateLogstore". */
    LOG_STORE_ALREADY_EXIST(400, "LogStoreAlreadyExist"),
    /** "CreateLogstore": a field of the body is missing, or its value is none. */
    LOG_STORE_INFO_INVALID(400, "LogStoreInfoInvalid"),
    /** "Common error codes": too many requests. Not a 5xx, for Python would repeat each of them ten times. */
    WRITE_QUOTA_EXCEED(403, "WriteQuotaExceed"),
    /** As {@link #WRITE_QUOTA_EXCEED}, of what only reads. */
    READ_QUOTA_EXCEED(403, "ReadQuotaExceed"),
    /** "CreateLogstore": the project has as many logstores, or shards, as it may have. */
    PROJECT_QUOTA_EXCEED(403, "ProjectQuotaExceed"),
    /** "ListShards" and "SplitShard": a logstore of no shards. */
    LOG_STORE_WITHOUT_SHARD(400, "LogStoreWithoutShard"),
    /** "GetCursor" and "PullLogs": a query parameter; "Common error codes" of today: a malformed Authorization. */
    PARAMETER_INVALID(400, "ParameterInvalid"),
    /** On no page: what came is not HTTP. */
    UNREADABLE(400, "ParameterInvalid"),
    /** On no page: it is still coming. */
    TOO_SLOW(408, "ParameterInvalid"),
    /** On no page. */
    REQUEST_LINE_TOO_LONG(414, "ParameterInvalid"),
    /** On no page. */
    HEADERS_TOO_LONG(431, "ParameterInvalid"),

    /** "Common error codes" of today: the host names no project. */
    INVALID_HOST(400, "InvalidHost"),
    /** "Common error codes". */
    MISSING_HOST(400, "MissingHost"),
    /** "Common error codes". */
    MISSING_DATE(400, "MissingDate"),
    /** "Common error codes". */
    INVALID_DATE_FORMAT(400, "InvalidDateFormat"),
    /** "Common error codes" of 2021; the edition of today says RequestTimeExpired. No client tells them apart. */
    REQUEST_TIME_TOO_SKEWED(400, "RequestTimeTooSkewed"),
    /** "Common error codes". */
    MISSING_API_VERSION(400, "MissingAPIVersion"),
    /** "Common error codes". */
    INVALID_API_VERSION(400, "InvalidAPIVersion"),
    /** "Common error codes". */
    MISSING_SIGNATURE_METHOD(400, "MissingSignatureMethod"),
    /** "Common error codes". */
    INVALID_SIGNATURE_METHOD(400, "InvalidSignatureMethod"),
    /** "Common error codes": there is no access key id in Authorization, nor an Authorization at all. */
    MISS_ACCESS_KEY_ID(400, "MissAccessKeyId"),
    /** "Common error codes": no key can have this id. */
    INVALID_ACCESS_KEY_ID(401, "InvalidAccessKeyId"),
    /** "Common error codes": the key does not exist, its token is wrong, or it may not do this. */
    UNAUTHORIZED(401, "Unauthorized"),
    /** "Common error codes". */
    SIGNATURE_NOT_MATCH(401, "SignatureNotMatch"),

    /** On no page with this status: a page of another site made a browser send it. */
    FOREIGN_PAGE(403, "Unauthorized"),

    /** Every page but "Common error codes", which adds an s. Go clients know this spelling. */
    PROJECT_NOT_EXIST(404, "ProjectNotExist"),
    /** Every page of a logstore's calls. */
    LOG_STORE_NOT_EXIST(404, "LogStoreNotExist"),
    /** "HeartBeat" and "UpdateConsumerGroup". "DeleteConsumerGroup" has no code of its own for it. */
    CONSUMER_GROUP_NOT_EXIST(404, "ConsumerGroupNotExist"),
    /** "UpdateCheckPoint". Java knows this spelling; the one that Go looks for is a slip of its own. */
    CONSUMER_NOT_EXIST(404, "ConsumerNotExist"),
    /** "UpdateCheckPoint". */
    SHARD_NOT_EXIST(404, "ShardNotExist"),
    /** As {@link #INVALID_METHOD}, for a path that is none of the API's. */
    UNKNOWN_PATH(404, "InvalidMethod"),
    /** On no page; what the service answers where it has no such call: aliyun-log-go-sdk issue 77. */
    INVALID_METHOD(405, "InvalidMethod"),
    /** "Common error codes". */
    MISSING_CONTENT_LENGTH(411, "MissingContentLength"),
    /** "Common error codes" of 2021; 400 in the edition of today. */
    INVALID_CONTENT_TYPE(415, "InvalidContentType"),

    /** Every page. */
    INTERNAL_SERVER_ERROR(500, "InternalServerError"),
    /** "Common error codes". */
    SERVER_BUSY(503, "ServerBusy");

    private final int status;
    private final String code;

    SlsError(int status, String code) {
        this.status = status;
        this.code = code;
    }

    /** What cannot be read, by the status that HTTP has for it. */
    public static SlsError unreadable(int status) {
        return switch (status) {
            case 408 -> TOO_SLOW;
            case 414 -> REQUEST_LINE_TOO_LONG;
            case 431 -> HEADERS_TOO_LONG;
            default -> UNREADABLE;
        };
    }

    /** What it says about a heartbeat. */
    public Outcome outcome() {
        return switch (this) {
            case PROJECT_NOT_EXIST, LOG_STORE_NOT_EXIST, CONSUMER_GROUP_NOT_EXIST -> Outcome.UNKNOWN_GROUP;
            case NOT_EXIST_CONSUMER_WITH_BODY -> Outcome.UNKNOWN_MEMBER;
            case CONSUMER_GROUP_QUOTA_EXCEED, PROJECT_QUOTA_EXCEED -> Outcome.TOO_MANY;
            case POST_BODY_TOO_LARGE -> Outcome.TOO_LARGE;
            case MISSING_DATE,
                    INVALID_DATE_FORMAT,
                    REQUEST_TIME_TOO_SKEWED,
                    MISSING_SIGNATURE_METHOD,
                    INVALID_SIGNATURE_METHOD,
                    MISS_ACCESS_KEY_ID,
                    INVALID_ACCESS_KEY_ID,
                    UNAUTHORIZED,
                    SIGNATURE_NOT_MATCH -> Outcome.UNAUTHENTICATED;
            case FOREIGN_PAGE -> Outcome.NOT_ALLOWED;
            case SERVER_BUSY -> Outcome.OVERLOADED;
            case INTERNAL_SERVER_ERROR -> Outcome.FAILED;
            default -> Outcome.MALFORMED;
        };
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
