package io.shardbeat.config.check;

import java.util.List;

/** The keys of Quarkus that a node rests on, and what they may be for it. */
final class QuarkusRules {
    static final List<Rule> ALL = List.of(
            Rule.within("quarkus.http.port", Kind.INTEGER, "0", "65535"),
            Rule.within("quarkus.http.ssl-port", Kind.INTEGER, "0", "65535"),
            Rule.within("quarkus.management.port", Kind.INTEGER, "0", "65535"),
            Rule.within("quarkus.http.idle-timeout", Kind.DURATION, "1s", "30d"),
            Rule.within("quarkus.http.limits.max-connections", Kind.INTEGER, "1", "10000000"),
            Rule.within("quarkus.http.limits.max-initial-line-length", Kind.INTEGER, "1024", "1048576"),
            Rule.within("quarkus.http.limits.max-header-size", Kind.BYTES, "1K", "1M"),
            Rule.within("quarkus.http.limits.max-concurrent-streams", Kind.INTEGER, "1", "10000"),
            Rule.within("quarkus.http.limits.max-header-list-size", Kind.INTEGER, "1024", "1048576"),
            Rule.within("quarkus.http.io-threads", Kind.INTEGER, "1", "1024"),
            Rule.within("quarkus.vertx.event-loops-pool-size", Kind.INTEGER, "1", "1024"),
            Rule.within("quarkus.vertx.worker-pool-size", Kind.INTEGER, "1", "10000"),
            Rule.within("quarkus.thread-pool.max-threads", Kind.INTEGER, "1", "10000"),
            Rule.within("quarkus.shutdown.delay", Kind.DURATION, "0s", "1h"),
            Rule.within("quarkus.shutdown.timeout", Kind.DURATION, "0s", "1h"),
            Rule.within("quarkus.redis.timeout", Kind.DURATION, "50ms", "5m"),
            Rule.within("quarkus.redis.max-pool-size", Kind.INTEGER, "1", "10000"),
            Rule.within("quarkus.redis.max-pool-waiting", Kind.INTEGER, "1", "1000000"),
            Rule.within("quarkus.redis.max-waiting-handlers", Kind.INTEGER, "1", "1000000"),
            Rule.within("quarkus.redis.reconnect-attempts", Kind.INTEGER, "0", "1000000"),
            Rule.within("quarkus.redis.reconnect-interval", Kind.DURATION, "1ms", "1h"),
            Rule.anyOf("quarkus.redis.client-type", "standalone", "cluster", "sentinel", "replication"),
            Rule.anyOf("quarkus.redis.replicas", "never", "share", "always"),
            Rule.anyOf("quarkus.redis.role", "master", "replica", "sentinel"),
            Rule.of("quarkus.redis.tls.enabled", Kind.BOOLEAN),
            Rule.of("quarkus.redis.tls.trust-all", Kind.BOOLEAN),
            Rule.anyOf("quarkus.http.insecure-requests", "enabled", "redirect", "disabled"),
            Rule.of("quarkus.http.proxy.proxy-address-forwarding", Kind.BOOLEAN),
            Rule.of("quarkus.http.proxy.allow-forwarded", Kind.BOOLEAN),
            Rule.of("quarkus.http.proxy.allow-x-forwarded", Kind.BOOLEAN),
            Rule.of("quarkus.tls.trust-all", Kind.BOOLEAN),
            Rule.of("quarkus.tls.*.trust-all", Kind.BOOLEAN),
            Rule.within("quarkus.tls.reload-period", Kind.DURATION, "1s", "30d"),
            Rule.within("quarkus.tls.*.reload-period", Kind.DURATION, "1s", "30d"),
            Rule.of("quarkus.log.level", Kind.LEVEL),
            Rule.of("quarkus.log.console.level", Kind.LEVEL),
            Rule.of("quarkus.log.file.level", Kind.LEVEL),
            Rule.of("quarkus.log.syslog.level", Kind.LEVEL),
            Rule.of("quarkus.log.category.*.level", Kind.LEVEL),
            Rule.of("quarkus.log.handler.*.level", Kind.LEVEL),
            Rule.of("quarkus.log.console.enabled", Kind.BOOLEAN),
            Rule.of("quarkus.log.console.json.enabled", Kind.BOOLEAN),
            Rule.of("quarkus.log.file.enabled", Kind.BOOLEAN),
            Rule.of("quarkus.log.file.json.enabled", Kind.BOOLEAN),
            Rule.of("quarkus.otel.sdk.disabled", Kind.BOOLEAN),
            Rule.of("quarkus.otel.exporter.otlp.endpoint", Kind.WEB_ADDRESS));

    private QuarkusRules() {}
}
