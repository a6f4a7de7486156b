package io.shardbeat.cls.wire;

import io.shardbeat.cls.call.ActionFields;
import io.shardbeat.http.Outcome;

/**
 * The codes this server answers, each with where it is documented. "E" is the list on the page of every consumer-group
 * action (for example SendConsumerHeartbeat); "common" is the list of common error codes of the CLS API reference.
 *
 * <p>There is no documented code for a group, logset or topic that does not exist: those are {@link #FAILED_OPERATION}
 * with a message that names what is missing, because the request is well-formed and only the state is against it.
 */
public enum ClsError {
    /** E. What was asked cannot be done as things stand: it exists already, or something does not exist. */
    FAILED_OPERATION("FailedOperation"),
    /**
     * E. A fault of the server, and all that is worth trying again at once: the Python consumer repeats this code ten
     * times a second apart, and gives up on nearly every other one.
     */
    INTERNAL_ERROR("InternalError"),
    /** E. A value has the wrong type or form, or the body is not what the content type says. */
    INVALID_PARAMETER("InvalidParameter"),
    /** Common. A required parameter is not there. */
    MISSING_PARAMETER("MissingParameter"),
    /** Common. A parameter that the action does not take; only where that may be an attack, see {@link ActionFields}. */
    UNKNOWN_PARAMETER("UnknownParameter"),
    /** Common. There are as many of something as there may be. */
    LIMIT_EXCEEDED("LimitExceeded"),
    /** Common. Too many requests. The Python consumer does not repeat it, so that it is not made more by itself. */
    REQUEST_LIMIT_EXCEEDED("RequestLimitExceeded"),
    /** "CreateLogset". */
    LIMIT_EXCEEDED_LOGSET("LimitExceeded.Logset"),
    /** "CreateTopic". */
    LIMIT_EXCEEDED_TOPIC("LimitExceeded.Topic"),
    /** "SplitPartition" and "MergePartition". */
    LIMIT_EXCEEDED_PARTITION("LimitExceeded.Partition"),
    /** "CreateLogset": there is one of this name or id. */
    LOGSET_CONFLICT("InvalidParameter.LogsetConflict"),
    /** "CreateTopic": the logset has one of this name or id. */
    TOPIC_CONFLICT("InvalidParameter.TopicConflict"),
    /** "DescribeLogsets" and "DescribeTopics": a filter or page that cannot be. */
    INVALID_PARAMETER_VALUE("InvalidParameterValue"),
    /** "DeleteLogset": it still has topics. */
    LOGSET_NOT_EMPTY("FailedOperation.LogsetNotEmpty"),
    /** "DeleteLogset" and "CreateTopic". */
    LOGSET_NOT_EXIST("ResourceNotFound.LogsetNotExist"),
    /** The actions about partitions and topics. */
    TOPIC_NOT_EXIST("ResourceNotFound.TopicNotExist"),
    /** "SplitPartition" and "MergePartition". */
    PARTITION_NOT_EXIST("ResourceNotFound.PartitionNotExist"),
    /** "SplitPartition" and "MergePartition": the partition is as it is. */
    UNSUPPORTED_OPERATION("UnsupportedOperation"),
    /** Common. There is no such action. */
    INVALID_ACTION("InvalidAction"),
    /** Common. There is no such version of the API. */
    NO_SUCH_VERSION("NoSuchVersion"),
    /** Common: "HTTP(S) request protocol error, only GET and POST are supported". */
    UNSUPPORTED_PROTOCOL("UnsupportedProtocol"),
    /** Common, there for a malformed multipart body; here for every body that cannot be taken as a request. */
    INVALID_REQUEST("InvalidRequest"),
    /** Common. The request is longer than its kind may be. */
    REQUEST_SIZE_LIMIT_EXCEEDED("RequestSizeLimitExceeded"),
    /** Common. {@code Authorization} is malformed, or missing where a signature is required. */
    AUTH_INVALID_AUTHORIZATION("AuthFailure.InvalidAuthorization"),
    /** Common. The id cannot be that of a key. */
    AUTH_INVALID_SECRET_ID("AuthFailure.InvalidSecretId"),
    /** Common. There is no such key. */
    AUTH_SECRET_ID_NOT_FOUND("AuthFailure.SecretIdNotFound"),
    /** Common. The timestamp is more than 300 s from the server's clock. */
    AUTH_SIGNATURE_EXPIRE("AuthFailure.SignatureExpire"),
    /** Common. The signature is not the one of this request and key. */
    AUTH_SIGNATURE_FAILURE("AuthFailure.SignatureFailure"),
    /** Common. The token of temporary credentials is wrong. */
    AUTH_TOKEN_FAILURE("AuthFailure.TokenFailure"),
    /** Common. The key may not do this. */
    AUTH_UNAUTHORIZED_OPERATION("AuthFailure.UnauthorizedOperation");

    private final String code;

    ClsError(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    /** What it says about a heartbeat. */
    public Outcome outcome() {
        return switch (this) {
            case FAILED_OPERATION -> Outcome.UNKNOWN_GROUP;
            case INTERNAL_ERROR -> Outcome.FAILED;
            case LIMIT_EXCEEDED -> Outcome.TOO_MANY;
            case REQUEST_SIZE_LIMIT_EXCEEDED -> Outcome.TOO_LARGE;
            case AUTH_UNAUTHORIZED_OPERATION -> Outcome.NOT_ALLOWED;
            case AUTH_INVALID_AUTHORIZATION,
                    AUTH_INVALID_SECRET_ID,
                    AUTH_SECRET_ID_NOT_FOUND,
                    AUTH_SIGNATURE_EXPIRE,
                    AUTH_SIGNATURE_FAILURE,
                    AUTH_TOKEN_FAILURE -> Outcome.UNAUTHENTICATED;
            default -> Outcome.MALFORMED;
        };
    }

    /** Whether it says that the sender has not shown who it is, or may not do this. */
    public boolean isAuthFailure() {
        return code.startsWith("AuthFailure.");
    }
}
