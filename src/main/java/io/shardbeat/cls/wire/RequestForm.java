package io.shardbeat.cls.wire;

import io.shardbeat.http.RawRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ways API 3.0 lets a request be written, and how long each may be. Source: API reference, "Request structure". */
public enum RequestForm {
    /** GET, arguments in the query. */
    QUERY(32 * 1024),
    /** POST, arguments as a form. */
    FORM(1024 * 1024),
    /** POST, arguments as JSON. */
    JSON(10 * 1024 * 1024);

    private static final String FORM_TYPE = "application/x-www-form-urlencoded";
    private static final String JSON_TYPE = "application/json";

    private final int maxBytes;

    RequestForm(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    public int maxBytes() {
        return maxBytes;
    }

    /** The form of a request, or an error where it has none of the three. */
    public static RequestForm of(RawRequest request) {
        if (!isRoot(request.path())) {
            throw new ClsException(
                    ClsError.UNSUPPORTED_PROTOCOL, "the path must be /, was " + ClsException.quoted(request.path()));
        }
        if (request.method().equals("GET")) {
            return QUERY;
        }
        if (!request.method().equals("POST")) {
            throw new ClsException(
                    ClsError.UNSUPPORTED_PROTOCOL,
                    "the method must be GET or POST, was " + ClsException.quoted(request.method()));
        }
        String type = request.header("Content-Type");
        if (isJson(type)) {
            return JSON;
        }
        if (isForm(type)) {
            return FORM;
        }
        throw new ClsException(
                ClsError.INVALID_REQUEST,
                "Content-Type must be " + JSON_TYPE + " or " + FORM_TYPE + ", was "
                        + (type == null ? "missing" : ClsException.quoted(type)));
    }

    /** The arguments of a request of this form. */
    public Arguments arguments(RawRequest request) {
        switch (this) {
            case QUERY:
                return FlatArguments.parse(checkedQuery(request));
            case FORM:
                if (request.body().length > 0 && request.body()[0] == '{') {
                    throw new ClsException(
                            ClsError.INVALID_REQUEST, "the body is JSON: Content-Type must be " + JSON_TYPE);
                }
                return FlatArguments.parse(new String(request.body(), StandardCharsets.UTF_8));
            default:
                return new JsonArguments(request.body());
        }
    }

    /** Where common parameters may be that are not in the headers. Of a form only what is signed with it counts. */
    public Map<String, String> parameters(RawRequest request, Arguments arguments) {
        boolean inQuery = this == JSON && request.query() != null && request.header("X-TC-Action") == null;
        return inQuery ? FlatArguments.parse(checkedQuery(request)).parameters() : arguments.parameters();
    }

    public static boolean isRoot(String path) {
        return path.equals("/") || path.isEmpty();
    }

    public static boolean isForm(@Nullable String contentType) {
        return isType(contentType, FORM_TYPE);
    }

    public static boolean isJson(@Nullable String contentType) {
        return isType(contentType, JSON_TYPE);
    }

    /** Whether a content type is this one, whatever parameters it has. */
    private static boolean isType(@Nullable String contentType, String type) {
        if (contentType == null || !contentType.regionMatches(true, 0, type, 0, type.length())) {
            return false;
        }
        return contentType.length() == type.length() || " ;\t".indexOf(contentType.charAt(type.length())) >= 0;
    }

    private static String checkedQuery(RawRequest request) {
        String query = request.query() == null ? "" : request.query();
        if (query.length() > QUERY.maxBytes) {
            throw new ClsException(
                    ClsError.REQUEST_SIZE_LIMIT_EXCEEDED,
                    "a query must not be longer than " + QUERY.maxBytes + " bytes");
        }
        return query;
    }
}
