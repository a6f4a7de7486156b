package io.shardbeat.cls.wire;

import io.shardbeat.cls.signature.ClsSignature;
import io.shardbeat.http.RawRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every request says about itself.
 *
 * @param action the action asked for
 * @param timestampSeconds the client's clock when it wrote the request; 0 where it says nothing of use
 */
public record CommonParameters(String action, long timestampSeconds) {
    private static final String VERSION = "2020-10-16";

    /**
     * Reads them from the headers, and where those are silent from the parameters. A request signed by version 1 is
     * read from its parameters alone: they are what is signed, and a header must not turn one action into another.
     */
    public static CommonParameters of(RawRequest request, Map<String, String> parameters) {
        boolean signed = request.header("Authorization") == null && ClsSignature.isSigned(parameters);
        String action = signed ? null : request.header("X-TC-Action");
        String version = signed ? null : request.header("X-TC-Version");
        String timestamp = signed ? null : request.header("X-TC-Timestamp");
        action = required("Action", action == null ? parameters.get("Action") : action);
        checkVersion(required("Version", version == null ? parameters.get("Version") : version));
        return new CommonParameters(action, seconds(timestamp == null ? parameters.get("Timestamp") : timestamp));
    }

    private static String required(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw ClsException.missing(name);
        }
        return value;
    }

    private static void checkVersion(String version) {
        if (!version.equals(VERSION)) {
            throw new ClsException(
                    ClsError.NO_SUCH_VERSION,
                    "the version must be " + VERSION + ", was " + ClsException.quoted(version));
        }
    }

    private static long seconds(@Nullable String timestamp) {
        return timestamp == null ? 0 : Math.max(0, WholeNumber.parse(timestamp));
    }
}
