package io.shardbeat.config;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.shardbeat.config.settings.AuthSettings;
import io.shardbeat.config.settings.RequestSettings;
import io.shardbeat.security.AcceptedSignatures;
import io.shardbeat.security.AccessKeys;
import io.shardbeat.security.AccessRules;
import io.shardbeat.security.AuthFailures;
import io.shardbeat.security.AuthMode;
import io.shardbeat.security.RequestQuotas;
import io.shardbeat.security.RequestQuotas.Limits;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Decides whether requests must be signed. */
final class AuthBeans {
    private static final Logger LOG = Logger.getLogger(AuthBeans.class);

    private AuthBeans() {}

    @Produces
    @Singleton
    static AccessRules rules(
            ShardbeatConfig config, AuthMode mode, AccessKeys keys, InstantSource clock, MeterRegistry metrics) {
        AuthSettings auth = config.auth();
        AcceptedSignatures accepted =
                new AcceptedSignatures(auth.slsV1(), auth.clsV1(), auth.hmacSha1(), auth.unsignedBody());
        Map<String, Counter> counters = new ConcurrentHashMap<>();
        AuthFailures failures = new AuthFailures(
                clock,
                auth.failuresPerSecond(),
                (dialect, reason) -> counters.computeIfAbsent(
                                dialect + " " + reason,
                                key -> Counter.builder("shardbeat.auth.failures")
                                        .description("requests that were refused for who sent them")
                                        .tag("dialect", dialect)
                                        .tag("reason", reason)
                                        .register(metrics))
                        .increment());
        return new AccessRules(mode, keys, accepted, auth.signedActions(), failures, quotas(config, metrics));
    }

    private static RequestQuotas quotas(ShardbeatConfig config, MeterRegistry metrics) {
        RequestSettings of = config.quota().requestsPerSecond();
        Limits limits = new Limits(
                of.key(),
                of.source(),
                of.namespace(),
                of.group(),
                of.operator(),
                config.quota().burst());
        return new RequestQuotas(
                limits,
                System::nanoTime,
                (dialect, scope) -> metrics.counter(
                                "shardbeat.quota.refused", "dialect", dialect, "scope", scope.word())
                        .increment());
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
