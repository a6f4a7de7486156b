package io.shardbeat.sls;

import static io.shardbeat.sls.SlsWorld.assertError;
import static io.shardbeat.sls.SlsWorld.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.http.Dialect.Refusal;
import io.shardbeat.http.Upstream;
import io.shardbeat.sls.wire.SlsError;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardingTest {
    private static final Upstream LOGS = new Upstream("logs.test", 80, false);
    private static final Upstream OTHER_LOGS = new Upstream("10.0.0.7", 8443, true);

    private final SlsWorld world = SlsWorld.with(Map.of("shardbeat.sls.upstream", "http://logs.test"));

    /** Traps 12 and 14: cursors and pulls, of either name, are the log service's, and so are their errors. */
    @ParameterizedTest
    @CsvSource({
        "GET, /logstores/ls-px/shards/0?type=cursor&from=begin",
        "GET, /logstores/ls-px/shards/0?type=cursor_time&cursor=x",
        "GET, /logstores/ls-px/shards/0?type=log&cursor=x&count=1",
        "GET, /logstores/ls-px/shards/0?type=logs&cursor=x&count=1",
        "POST, /logstores/ls-px",
        "POST, /logstores/ls-px/shards/lb",
        "POST, /logstores/ls-px/shards/route?key=0",
        "GET, /logstores/ls-px?type=log&from=1&to=2",
        "GET, /direct_mode_ip",
        "POST, /"
    })
    void whatIsNotAnsweredHereIsForTheLogService(String method, String target) {
        assertThat(world.dialect.open(request(method, target).raw()).upstream()).isEqualTo(LOGS);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /logstores/ls-px/consumergroups/g1?type=heartbeat&consumer=c1",
        "POST, /logstores/ls-px/consumergroups",
        "GET, /logstores/ls-px/consumergroups",
        "PATCH, /logstores/ls-px/consumergroups",
        "POST, /logstores/ls-px/consumergroups/g1?type=unheard-of",
        "POST, /logstores/ls-px/%63onsumergroups/g1?type=unheard-of",
        "POST, /consumergroups",
        "POST, /consumergroups/g1?type=heartbeat&consumer=c1",
        "POST, /logstores/ls-px/consumergroups/g1/more/and/more"
    })
    void nothingAboutGroupsEverIs(String method, String target) {
        assertThat(world.dialect.open(request(method, target).raw()).upstream()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"proj.sls.test, true", "PROJ.sls.test:443, false", "proj-2.sls.test, false"})
    void aProjectMayHaveALogServiceOfItsOwn(String host, boolean own) {
        SlsWorld two = SlsWorld.with(Map.of(
                "shardbeat.sls.upstream",
                "http://logs.test",
                "shardbeat.sls.upstreams.\"proj\"",
                "https://10.0.0.7:8443"));
        assertThat(two.dialect
                        .open(request("POST", "/logstores/a")
                                .header("Host", host)
                                .raw())
                        .upstream())
                .isEqualTo(own ? OTHER_LOGS : LOGS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.7", "logs.test.", "other.sls.test"})
    void aHostNeverLeadsToAnythingButTheSettings(String host) {
        SlsWorld one = SlsWorld.with(Map.of("shardbeat.sls.upstreams.\"proj\"", "https://10.0.0.7:8443"));
        assertThat(one.dialect
                        .open(request("POST", "/logstores/a")
                                .header("Host", host)
                                .raw())
                        .upstream())
                .isNull();
    }

    @Test
    void withoutALogServiceTheErrorNamesTheSetting() {
        SlsWorld none = SlsWorld.open();
        assertThat(none.dialect.open(request("POST", "/logstores/a").raw()).upstream())
                .isNull();
        String setting = "shardbeat.sls.upstream names no log service";
        assertError(none.answer(request("POST", "/logstores/a")), SlsError.INVALID_METHOD, setting);
        assertError(none.answer(request("GET", "/logstores/a/shards/0?type=log")), SlsError.INVALID_METHOD, setting);
        assertError(none.answer(request("GET", "/direct_mode_ip")), SlsError.UNKNOWN_PATH, setting);
    }

    @Test
    void aLogServiceThatFailsIsAnErrorThatClientsRepeat() {
        assertError(
                world.dialect.open(request("POST", "/logstores/a").raw()).refuse(Refusal.UPSTREAM_FAILED),
                SlsError.INTERNAL_SERVER_ERROR,
                "the log service does not answer, please try again later.");
    }
}
