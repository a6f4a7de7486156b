package io.shardbeat.cls;

import io.shardbeat.cls.signature.ClsSignature;
import io.shardbeat.cls.wire.RequestForm;
import io.shardbeat.http.HeaderNames;
import io.shardbeat.http.RawRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells CLS requests from all others on the common port. What carries a mark of API 3.0 is one wherever it is sent, so
 * that a mistake in it is answered in the envelope; without a mark, only what fits the one path of API 3.0 is.
 */
final class RequestDetector {
    private static final String HEADER_PREFIX = "X-TC-";
    private static final String SLS_HEADER_PREFIX = "x-log-";

    private RequestDetector() {}

    static boolean isCls(RawRequest head) {
        if (head.header("X-TC-Action") != null) {
            return true;
        }
        String authorization = head.header("Authorization");
        if (isTencent(authorization)
                || LogCalls.isOne(head)
                || HeaderNames.anyBeginsWith(HEADER_PREFIX, head.headers())) {
            return true;
        }
        if (!RequestForm.isRoot(head.path())) {
            return false;
        }
        return asksForAction(head.query()) || head.method().equals("POST") && isPlainPost(head, authorization);
    }

    private static boolean isTencent(@Nullable String authorization) {
        return authorization != null && ClsSignature.isAuthorization(authorization);
    }

    /** Case matters: SLS has a parameter {@code action}. */
    private static boolean asksForAction(@Nullable String query) {
        return query != null && (query.startsWith("Action=") || query.contains("&Action="));
    }

    /** SLS posts to the root, too, to create a project: always JSON, and never without headers of its own. */
    private static boolean isPlainPost(RawRequest head, @Nullable String authorization) {
        String type = head.header("Content-Type");
        if (RequestForm.isForm(type)) {
            return true;
        }
        boolean isSls = authorization != null && (authorization.startsWith("LOG ") || authorization.startsWith("SLS"));
        return RequestForm.isJson(type) && !isSls && !HeaderNames.anyBeginsWith(SLS_HEADER_PREFIX, head.headers());
    }
}
