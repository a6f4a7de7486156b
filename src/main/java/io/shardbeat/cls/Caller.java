package io.shardbeat.cls;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.security.AccessKey;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param key the key that signed the request; {@code null} for somebody unknown who is let in
 */
public record Caller(@Nullable AccessKey key) {
    public static final Caller ANYBODY = new Caller(null);

    public boolean isAllowed(Namespace logset) {
        return key == null || key.allows(ClsNames.DIALECT, logset.name());
    }

    /** An {@code AuthFailure} unless the caller may use the logset. */
    public void mustBeAllowed(Namespace logset) {
        if (key != null && !isAllowed(logset)) {
            throw new ClsException(
                    ClsError.AUTH_UNAUTHORIZED_OPERATION,
                    "SecretId " + key.id() + " may not use logset " + logset.name());
        }
    }
}
