package io.shardbeat.config.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that nobody reads are said, with what was probably meant. */
class UnknownSettingsTest {
    private final UnknownSettings settings = new UnknownSettings(new Rules());

    @ParameterizedTest
    @CsvSource({
        "shardbeat.auth.key-file, shardbeat.auth.keys-file",
        "shardbeat.catalog, shardbeat.catalog.file",
        "shardbeat.rebalance.intreval, shardbeat.rebalance.interval",
        "shardbeat.group.session-time-out, shardbeat.group.session-timeout",
        "shardbeat.groups.fence-margin, shardbeat.group.fence-margin",
        "shardbeat.embeddedRedis, shardbeat.embedded-redis",
        "shardbeat.cls.strictnames, shardbeat.cls.strict-names",
        "Shardbeat.auth.mode, shardbeat.auth.mode",
        "SHARDBEAT_AUTH_MODE, shardbeat.auth.mode",
        "sharedbeat.auth.mode, shardbeat.auth.mode",
        "shardbeats.auth.mode, shardbeat.auth.mode"
    })
    void aKeyIsAnsweredWithTheNearest(String key, String meant) {
        assertThat(settings.lines(List.of(key), List.of()))
                .containsExactly("the setting " + key + " is not known, did you mean " + meant + "?");
    }

    @ParameterizedTest
    @CsvSource({
        "SHARDBEAT_AUTH_KEY_FILE, SHARDBEAT_AUTH_KEYS_FILE",
        "SHARDBEAT_AUTHMODE, SHARDBEAT_AUTH_MODE",
        "SHARDBEAT_REDIS_TIMEOUTS, SHARDBEAT_REDIS_TIMEOUT",
        "SHARDBEATS_AUTH_MODE, SHARDBEAT_AUTH_MODE",
        "shardbeat_auth_modes, SHARDBEAT_AUTH_MODE"
    })
    void soIsAVariable(String variable, String meant) {
        assertThat(settings.lines(List.of(), List.of(variable)))
                .containsExactly("the environment variable " + variable + " is not known, did you mean " + meant + "?");
    }

    @Test
    void aFirstKeyWithAByteOrderMarkIsSaid() {
        assertThat(settings.lines(List.of("\ufeffquarkus.redis.hosts"), List.of()))
                .containsExactly("the setting quarkus.redis.hosts is not read, since its file begins with a byte order"
                        + " mark, expected plain UTF-8");
    }

    /** The library reads it either way. */
    @Test
    void aVariableInSmallLettersIsKnown() {
        assertThat(settings.lines(List.of(), List.of("shardbeat_auth_mode", "Shardbeat_Auth_Mode")))
                .isEmpty();
    }

    @Test
    void whatIsNearNothingIsOnlySaid() {
        assertThat(settings.lines(List.of("shardbeat.a.completely.different.thing.than.all.others"), List.of()))
                .containsExactly("the setting shardbeat.a.completely.different.thing.than.all.others is not known;"
                        + " docs/operations.md lists all");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shardbeat.auth.mode",
                "shardbeat.sls.hosts.\"logs.example.com\"",
                "shardbeat.cls.upstreams.ap-guangzhou",
                "quarkus.http.prot",
                "other.key"
            })
    void keysThatAreKnownOrNotOursAreNot(String key) {
        assertThat(settings.lines(List.of(key), List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SHARDBEAT_AUTH_KEYS_FILE",
                "SHARDBEAT_SLS_HOSTS_LOGS_EXAMPLE_COM",
                "SHARDBEAT_PORT",
                "SHARDBEAT_SERVICE_HOST",
                "SHARDBEAT_SERVICE_PORT_HTTP",
                "SHARDBEAT_PORT_8080_TCP_ADDR",
                "SHARDBEAT_MANAGEMENT_SERVICE_HOST",
                "SHARDBEAT_KEY",
                "SHARDBEAT_LOAD_KEY",
                "PATH"
            })
    void variablesOfOursOfKubernetesAndOfOurToolsAreKnown(String variable) {
        assertThat(settings.lines(List.of(), List.of(variable))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"abc, abc, 0", "abc, abd, 1", "abc, ab, 1", "abc, acb, 1", "'', abc, 3", "kitten, sitting, 3"})
    void distancesCountChanges(String from, String to, int changes) {
        assertThat(EditDistance.between(from, to)).isEqualTo(changes);
        assertThat(EditDistance.between(to, from)).isEqualTo(changes);
    }
}
