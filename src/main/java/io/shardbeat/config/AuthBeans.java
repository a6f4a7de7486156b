package io.shardbeat.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.shardbeat.security.AcceptedSignatures;
import io.shardbeat.security.AccessKeys;
import io.shardbeat.security.AccessRules;
import io.shardbeat.security.AuthFailures;
import io.shardbeat.security.AuthMode;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** Decides whether requests must be signed. */
final class AuthBeans {
    private static final Logger LOG = Logger.getLogger(AuthBeans.class);

    private AuthBeans() {}

    @Produces
    @Singleton
    static AccessRules rules(
            ShardbeatConfig config, AuthMode mode, AccessKeys keys, InstantSource clock, MeterRegistry metrics) {
        ShardbeatConfig.Auth auth = config.auth();
        AcceptedSignatures accepted =
                new AcceptedSignatures(auth.slsV1(), auth.clsV1(), auth.hmacSha1(), auth.unsignedBody());
        AuthFailures failures = new AuthFailures(
                clock,
                auth.failuresPerSecond(),
                (dialect, reason) -> metrics.counter("shardbeat.auth.failures", "dialect", dialect, "reason", reason)
                        .increment());
        return new AccessRules(mode, keys, accepted, auth.signedActions(), failures);
    }

    @Produces
    @Singleton
    static AuthMode mode(ShardbeatConfig config, RedisChoice redis) {
        AuthMode mode = config.auth().mode().orElse(redis.isEmbedded() ? AuthMode.OPTIONAL : AuthMode.REQUIRED);
        if (mode != AuthMode.REQUIRED) {
            LOG.warnf(
                    "shardbeat.auth.mode=%s: requests without a signature are served; do not run it like this in production",
                    mode.name().toLowerCase(java.util.Locale.ROOT));
        }
        return mode;
    }
}
