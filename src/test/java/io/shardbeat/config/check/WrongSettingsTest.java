package io.shardbeat.config.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quarkus.runtime.configuration.DurationConverter;
import io.shardbeat.config.ShardbeatConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each wrong setting is one line, which names the key, the value and what is expected. */
class WrongSettingsTest {
    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            shardbeat.auth.mode                     | maybe       | required, optional or off
            shardbeat.auth.signed-actions           | all         | none, administration or changes
            shardbeat.auth.sls-v1                   | flase       | true or false
            shardbeat.auth.failures-per-second      | -1          | a number, from 0 to 1000000
            shardbeat.auth.failures-per-second      | many        | a number, from 0 to 1000000
            shardbeat.http.unsigned-body            | 64X         | a number of bytes such as 4096, 64K or 8M, from 1K to 64M
            shardbeat.http.unsigned-body            | 0           | a number of bytes such as 4096, 64K or 8M, from 1K to 64M
            shardbeat.http.bodies-under-way         | 1T          | a number of bytes such as 4096, 64K or 8M, from 1M to 64G
            shardbeat.http.head-deadline            | 0s          | a duration such as 500ms, 20s or 5m, from 100ms to 10m
            shardbeat.http.answer-deadline          | -30s        | a duration such as 500ms, 20s or 5m, from 100ms to 1h
            shardbeat.http.refusals                 | 0           | a whole number, from 1 to 1000000
            shardbeat.http.refusals                 | 2.5         | a whole number, from 1 to 1000000
            shardbeat.http.connection-age           | never       | a duration such as 500ms, 20s or 5m, from 0s to 30d
            shardbeat.rebalance.interval            | 0s          | a duration such as 500ms, 20s or 5m, from 10ms to 10s
            shardbeat.rebalance.interval            | 200 ms      | a duration such as 500ms, 20s or 5m, from 10ms to 10s
            shardbeat.rebalance.join-wait           | 1m          | a duration such as 500ms, 20s or 5m, from 0s to 10s
            shardbeat.rebalance.coalesce            | -5ms        | a duration such as 500ms, 20s or 5m, from 0s to 1s
            shardbeat.group.session-timeout         | -1s         | a duration such as 500ms, 20s or 5m, from 1s to 30d
            shardbeat.group.session-timeout         | 200ms       | a duration such as 500ms, 20s or 5m, from 1s to 30d
            shardbeat.group.session-timeout         | ``          | a duration such as 500ms, 20s or 5m, from 1s to 30d
            shardbeat.group.fence-margin            | automatic   | auto, or a duration such as 500ms, 20s or 5m, from 0s to 1d
            shardbeat.group.fence-margin            | -1s         | auto, or a duration such as 500ms, 20s or 5m, from 0s to 1d
            shardbeat.group.hand-over-limit         | 0s          | a duration such as 500ms, 20s or 5m, from 100ms to 30d
            shardbeat.group.hand-over-force         | yess        | true or false
            shardbeat.brake.share                   | 50%         | a number, from 0 to 1
            shardbeat.brake.share                   | 50          | a number, from 0 to 1
            shardbeat.brake.members                 | -1          | a whole number, from 0 to 1000000
            shardbeat.poison.deaths                 | three       | a whole number, from 0 to 1000
            shardbeat.poison.window                 | 0s          | a duration such as 500ms, 20s or 5m, from 1s to 30d
            shardbeat.redis.timeout                 | 0           | a duration such as 500ms, 20s or 5m, from 50ms to 1m
            shardbeat.redis.max-in-flight           | 10          | a whole number, from 256 to 1000000
            shardbeat.quota.members-per-group       | 0           | a whole number, from 1 to 1000000
            shardbeat.quota.group-bytes             | 1           | a number of bytes such as 4096, 64K or 8M, from 64K to 64G
            shardbeat.sls.upstream                  | logs:443    | an address such as https://host:443
            shardbeat.cls.upstreams.ap-guangzhou    | ftp://logs  | an address such as https://host:443
            shardbeat.sls.limits.shards-per-call    | 99999999999 | a whole number, from 0 to 1000000
            shardbeat.upstream.max-connections      | 0           | a whole number, from 1 to 65535
            shardbeat.embedded-redis                | nope        | true or false
            quarkus.redis.timeout                   | 0           | a duration such as 500ms, 20s or 5m, from 50ms to 5m
            quarkus.redis.max-pool-size             | 0           | a whole number, from 1 to 10000
            quarkus.http.port                       | 80800       | a whole number, from 0 to 65535
            quarkus.management.port                 | http        | a whole number, from 0 to 65535
            quarkus.http.limits.max-header-size     | 20          | a number of bytes such as 4096, 64K or 8M, from 1K to 1M
            quarkus.http.io-threads                 | -3          | a whole number, from 1 to 1024
            quarkus.vertx.event-loops-pool-size     | 0           | a whole number, from 1 to 1024
            quarkus.thread-pool.max-threads         | many        | a whole number, from 1 to 10000
            shardbeat.group.session-timeout         | 20sec       | a duration such as 500ms, 20s or 5m, from 1s to 30d
            shardbeat.history.retention             | -1h         | a duration such as 500ms, 20s or 5m, from 1m to 90d
            quarkus.shutdown.delay                  | 25 seconds  | a duration such as 500ms, 20s or 5m, from 0s to 1h
            quarkus.http.port                       | abc         | a whole number, from 0 to 65535
            quarkus.http.insecure-requests          | maybe       | enabled, redirect or disabled
            quarkus.http.proxy.allow-x-forwarded    | yess        | true or false
            quarkus.redis.client-type               | clusterr    | standalone, cluster, sentinel or replication
            quarkus.redis.reconnect-attempts        | many        | a whole number, from 0 to 1000000
            quarkus.tls.redis.trust-all             | maybe       | true or false
            quarkus.tls.clients.reload-period       | soon        | a duration such as 500ms, 20s or 5m, from 1s to 30d
            quarkus.log.level                       | LOUD        | a level: off, fatal, error, warn, info, debug, trace or all
            quarkus.log.category."io.shardbeat".level | LOUD      | a level: off, fatal, error, warn, info, debug, trace or all
            quarkus.log.handler.file.audit.level    | 1           | a level: off, fatal, error, warn, info, debug, trace or all
            quarkus.log.console.json.enabled        | maybe       | true or false
            quarkus.otel.exporter.otlp.endpoint     | collector   | an address such as https://host:443
            quarkus.http.ssl.protocols              | TLSv9       | TLSv1.3, TLSv1.2, or both with a comma between
            quarkus.tls.clients.protocols           | TLSv1.2,SSLv3 | TLSv1.3, TLSv1.2, or both with a comma between
            quarkus.http.accept-backlog             | -5          | a whole number, from -1 to 65535
            quarkus.http.limits.max-body-size       | 0           | a number of bytes such as 4096, 64K or 8M, from 1K to 1G
            quarkus.http.limits.max-chunk-size      | -1          | a number of bytes such as 4096, 64K or 8M, from 128 to 64M
            quarkus.http.read-timeout               | -1s         | a duration such as 500ms, 20s or 5m, from 100ms to 30d
            quarkus.thread-pool.core-threads        | -3          | a whole number, from 0 to 10000
            quarkus.thread-pool.queue-size          | -3          | a whole number, from 0 to 10000000
            quarkus.log.console.async.queue-length  | -1          | a whole number, from 1 to 1000000
            quarkus.otel.exporter.otlp.protocol     | carrier     | grpc or http/protobuf
            quarkus.otel.exporter.otlp.timeout      | -1s         | a duration such as 500ms, 20s or 5m, from 1ms to 10m
            quarkus.redis.hosts                     | localhost:6379 | addresses such as redis://user:password@host:6379, with a comma between two
            quarkus.redis.hosts                     | http://h:80 | addresses such as redis://user:password@host:6379, with a comma between two
            quarkus.redis.hosts                     | ,           | addresses such as redis://user:password@host:6379, with a comma between two
            quarkus.scheduler.enabled               | false       | true
            quarkus.scheduler.start-mode            | halted      | normal or forced
            quarkus.vertx.max-event-loop-execute-time | 0           | a duration such as 500ms, 20s or 5m, from 1ms to 1h
            quarkus.vertx.max-worker-execute-time   | -1s         | a duration such as 500ms, 20s or 5m, from 1ms to 30d
            quarkus.vertx.warning-exception-time    | x           | a duration such as 500ms, 20s or 5m, from 1ms to 1h
            quarkus.vertx.internal-blocking-pool-size | 0           | a whole number, from 1 to 10000
            quarkus.thread-pool.growth-resistance   | 7           | a number, from 0 to 1
            quarkus.thread-pool.keep-alive-time     | soon        | a duration such as 500ms, 20s or 5m, from 0s to 30d
            quarkus.redis.tcp.connection-timeout    | -1          | a duration such as 500ms, 20s or 5m, from 1ms to 1h
            quarkus.log.file.rotation.max-backup-index | -1          | a whole number, from 1 to 100000
            quarkus.otel.traces.sampler.arg         | half        | a number, from 0 to 1
            quarkus.otel.traces.sampler.arg         | 2           | a number, from 0 to 1
            quarkus.otel.resource.attributes        | checkout    | pairs such as name=value, with a comma between two
            quarkus.otel.resource.attributes        | a=b,=c      | pairs such as name=value, with a comma between two
            quarkus.http.port                       | -1          | a whole number, from 0 to 65535
            quarkus.http.port                       | 8080.5      | a whole number, from 0 to 65535
            quarkus.http.idle-timeout               | 0           | a duration such as 500ms, 20s or 5m, from 1s to 30d
            quarkus.shutdown.delay                  | -5s         | a duration such as 500ms, 20s or 5m, from 0s to 1h
            """)
    void isOneLine(String key, String value, String expected) {
        assertThat(linesOf(Map.of(key, value))).containsExactly(key + " is \"" + value + "\", expected " + expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://h",
                "rediss://u:p@h:6380/1, redis://i:6379",
                "unix:///run/redis.sock",
                "redis://[::1]:6379"
            })
    void anAddressOfRedisIsWell(String hosts) {
        assertThat(linesOf(Map.of("quarkus.redis.hosts", hosts))).isEmpty();
    }

    @Test
    void aPasswordInAnAddressIsNotSaid() {
        assertThat(linesOf(Map.of("quarkus.redis.hosts", "valkey://u:p@ss/w rd@h:1")))
                .singleElement()
                .asString()
                .startsWith("quarkus.redis.hosts is \"valkey://***@h:1\", expected");
        Throwable refused = catchThrowable(() -> new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(Map.of("place.at", "redis://u:sec ret@h"), "test", 500))
                .withMapping(Place.class)
                .build());
        assertThat(StartFailures.lines(refused))
                .singleElement()
                .asString()
                .startsWith("place.at is \"redis://***@h\", which is refused: ")
                .doesNotContain("ret@");
    }

    @Test
    void severalAreALineEach() {
        assertThat(linesOf(Map.of("shardbeat.brake.share", "2", "shardbeat.poison.deaths", "-1")))
                .hasSize(2);
    }

    @Test
    void aValueThatWouldPlayWithATerminalIsShownEscaped() {
        assertThat(linesOf(Map.of("shardbeat.brake.share", "1\n\u001b[2J\u202e")))
                .containsExactly(
                        "shardbeat.brake.share is \"1\\u000a\\u001b[2J\\u202e\", expected a number, from 0 to 1");
    }

    @Test
    void limitsThatContradictEachOtherAreSaid() {
        SmallRyeConfig config = config(
                Map.of("shardbeat.group.min-session-timeout", "2m", "shardbeat.group.max-session-timeout", "1m"));
        Throwable refused = catchThrowable(() -> SettingsCheck.mustAgree(
                config.getConfigMapping(ShardbeatConfig.class).group()));
        assertThat(StartFailures.lines(refused))
                .containsExactly("shardbeat.group.min-session-timeout is PT2M, expected at most"
                        + " shardbeat.group.max-session-timeout, which is PT1M");
    }

    @Test
    void onePortForBothInterfacesIsRefused() {
        assertThat(collision("8080", "8080", "127.0.0.1", "127.0.0.1"))
                .containsExactly("quarkus.management.port is \"8080\", expected another one than quarkus.http.port");
        assertThat(collision("8080", "8080", "0.0.0.0", "10.0.0.1")).hasSize(1);
        assertThat(collision("8080", "8080", "10.0.0.2", "10.0.0.1")).isEmpty();
        assertThat(collision("8080", "9000", "0.0.0.0", "0.0.0.0")).isEmpty();
        assertThat(collision("0", "0", "0.0.0.0", "0.0.0.0")).isEmpty();
    }

    private static List<String> collision(String port, String managementPort, String host, String managementHost) {
        SmallRyeConfig config = config(Map.of(
                "quarkus.http.port", port,
                "quarkus.management.port", managementPort,
                "quarkus.http.host", host,
                "quarkus.management.host", managementHost));
        Throwable refused = catchThrowable(() -> SettingsCheck.mustListenApart(config));
        return refused == null ? List.of() : StartFailures.lines(refused);
    }

    /** Of the many keys that Quarkus has and we do not look at. */
    @Test
    void whatALibraryCannotConvertIsSaidAsOursIs() {
        SmallRyeConfig config = config(Map.of(
                "library.level", "1\u001b[2J", "library.count", "three", "library.swift", "maybe", "library.name", ""));
        Throwable refused = catchThrowable(() -> new SmallRyeConfigBuilder()
                .withSources(config.getConfigSources().iterator().next())
                .withConverter(Boolean.class, 500, new StrictBoolean())
                .withMapping(Library.class)
                .build());
        assertThat(StartFailures.lines(refused))
                .containsExactlyInAnyOrder(
                        "library.level is \"1\\u001b[2J\", which is refused: Expected an integer value, got \"1 [2J\"",
                        "library.count is \"three\", which is refused: Expected an integer value, got \"three\"",
                        "library.swift is \"maybe\", which is refused: expected true or false",
                        "library.name is \"\", expected a value, or that it is not set at all");
    }

    @ConfigMapping(prefix = "place")
    interface Place {
        URI at();
    }

    @ConfigMapping(prefix = "library")
    interface Library {
        int level();

        int count();

        boolean swift();

        String name();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INFO", "warning", "inherit", "ALL"})
    void aLevelIsWrittenEitherWay(String level) {
        assertThat(linesOf(Map.of("quarkus.log.category.\"a.b\".level", level))).isEmpty();
    }

    /** The default of Quarkus is written so: a node with no such setting would not start. */
    @ParameterizedTest
    @ValueSource(strings = {"1.0d", "0.5", "1", ".25"})
    void aNumberIsWhatQuarkusTakesForOne(String number) {
        assertThat(linesOf(Map.of("quarkus.otel.traces.sampler.arg", number))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"yes, true", "ON, true", "1, true", " t , true", "No, false", "off, false", "0, false", "'', "})
    void aWordOfYesOrNoIsRead(String word, Boolean meant) {
        assertThat(new StrictBoolean().convert(word)).isEqualTo(meant);
    }

    @Test
    void aLogThatCannotBeSetUpIsOneLine() {
        Throwable refused = catchThrowable(() -> new org.jboss.logmanager.formatters.PatternFormatter("%Q"));
        assertThat(StartFailures.lines(new IllegalStateException("Failed to start", refused)))
                .singleElement()
                .asString()
                .startsWith("the log cannot be set up (")
                .endsWith("): see quarkus.log.console, quarkus.log.file and quarkus.log.syslog");
    }

    @Test
    void theDefaultsAreAllWithinTheirBounds() {
        assertThat(linesOf(Map.of())).isEmpty();
    }

    @Test
    void everyDurationNumberAndSizeHasBounds() {
        assertThat(MappedRules.of())
                .filteredOn(
                        rule -> List.of(Kind.DURATION, Kind.DURATION_OR_AUTO, Kind.INTEGER, Kind.DECIMAL, Kind.BYTES)
                                .contains(rule.kind()))
                .allMatch(rule -> rule.min() != null && rule.max() != null)
                .hasSizeGreaterThan(30);
    }

    @Test
    void otherFailuresAreNoSettings() {
        assertThat(StartFailures.lines(new IllegalStateException("a fault of ours")))
                .isEmpty();
    }

    private static List<String> linesOf(Map<String, String> settings) {
        Throwable refused = catchThrowable(() -> {
            SmallRyeConfig config = config(settings);
            settings.keySet().forEach(config::getConfigValue);
        });
        return refused == null ? List.of() : StartFailures.lines(refused);
    }

    private static SmallRyeConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withInterceptors(new SettingsInterceptor())
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(ShardbeatConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .build();
    }
}
