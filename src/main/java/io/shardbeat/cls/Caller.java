package io.shardbeat.cls;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.security.AccessKey;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param key the key that signed the request; {@code null} for somebody unknown who is let in
 */
record Caller(@Nullable AccessKey key) {
    static final Caller ANYBODY = new Caller(null);

    void mustBeAllowed(Namespace logset) {
        if (key != null && !key.allows(ClsNames.DIALECT, logset.name())) {
            throw new ClsException(
                    ClsError.AUTH_UNAUTHORIZED_OPERATION,
                    "SecretId " + key.id() + " may not use logset " + logset.name());
        }
    }
}
