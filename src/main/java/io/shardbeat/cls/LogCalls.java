package io.shardbeat.cls;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.shardbeat.cls.wire.Envelope;
import io.shardbeat.cls.wire.RequestIds;
import io.shardbeat.http.Answer;
import io.shardbeat.http.RawRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The calls that read and write logs, {@code /pull_log} and {@code /structuredlog}: an older API of CLS with paths, a
 * signature and errors of its own, which its clients use beside API 3.0. None is served here; they can be passed on.
 *
 * <p>Source: Python consumer 1.0.5; the API reference of 2019, "Error codes".
 */
final class LogCalls {
    private static final String SIGNATURE = "q-sign-algorithm=";
    private static final int NOT_ALLOWED_STATUS = 403;
    private static final int FAILED_STATUS = 500;

    private LogCalls() {}

    static boolean isOne(RawRequest head) {
        String authorization = head.header("Authorization");
        return authorization != null && authorization.startsWith(SIGNATURE);
    }

    /** The region is the first label of the host: {@code ap-guangzhou.cls.tencentcs.com}. */
    static String region(RawRequest head) {
        String host = head.header("Host");
        int dot = host == null ? -1 : host.indexOf('.');
        return host == null || dot < 0 ? "" : host.substring(0, dot);
    }

    /** For what is neither served nor passed on. */
    static Answer notAllowed(RawRequest head) {
        return error(
                NOT_ALLOWED_STATUS,
                "NotAllowed",
                head.path() + " is not served here: this server coordinates consumer groups; "
                        + "shardbeat.cls.data-upstream names no log service to pass other calls on to");
    }

    /** Consumers repeat a status of 500 and above ten times, a second apart. */
    static Answer failed(String message) {
        return error(FAILED_STATUS, "InternalError", message);
    }

    private static Answer error(int status, String code, String message) {
        StringBuilder body = new StringBuilder("{\"errorcode\":\"").append(code).append("\",\"errormessage\":\"");
        JsonStringEncoder.getInstance().quoteAsString(Envelope.printable(message), body);
        return new Answer(
                status,
                "application/json",
                List.of(Map.entry("x-cls-requestid", RequestIds.next())),
                body.append("\"}").toString().getBytes(StandardCharsets.UTF_8));
    }
}
