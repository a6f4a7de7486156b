package io.shardbeat.sls;

import static io.shardbeat.sls.SlsWorld.BEAT;
import static io.shardbeat.sls.SlsWorld.GROUP;
import static io.shardbeat.sls.SlsWorld.assertError;
import static io.shardbeat.sls.SlsWorld.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.sls.wire.SlsError;
import io.shardbeat.testkit.wire.SampleRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTest {
    private final SlsWorld world = SlsWorld.open();

    @ParameterizedTest
    @CsvSource({
        "PATCH, /logstores/ls-px/consumergroups, expected POST or GET",
        "PUT, /logstores/ls-px/consumergroups, expected POST or GET",
        "PATCH, /logstores/ls-px/consumergroups/g1, expected PUT or DELETE or POST or GET",
        "post, /logstores/ls-px/consumergroups/g1, expected PUT or DELETE or POST or GET",
        "POST, /logstores/ls-px/consumergroups/, is not served here",
        "POST, /logstores/ls-px/shards, expected GET",
        "GET, /logstores/ls-px/shards/0?type=cursor&from=begin, expected POST",
        "GET, /logstores/ls-px/shards/0?type=logs&cursor=x&count=1, expected POST",
        "PUT, /logstores, expected POST or GET",
        "PUT, /logstores/ls-px, expected GET or DELETE",
        "PUT, /consumergroups, expected POST or GET",
        "PATCH, /consumergroups/g1, expected PUT or DELETE or POST or GET",
        "POST, /consumergroups/, is not served here",
        "PUT, /, expected POST or GET or DELETE",
        "PUT, '', expected POST or GET or DELETE"
    })
    void aKnownPathWithoutSuchACallIsAnInvalidMethod(String method, String target, String part) {
        assertError(world.answer(request(method, target)), SlsError.INVALID_METHOD, "invalid request method", part);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/x",
                "//",
                "/logstores/ls-px/consumergroup",
                "/logstores/ls-px/consumergroups/g1/",
                "/logstores/ls-px/consumergroups/g1/more/and/more",
                "/Logstores/ls-px/consumergroups/g1",
                "//logstores/ls-px/consumergroups/g1",
                "logstores/ls-px/consumergroups/g1",
                "/logstores/ls-px/../ls-px/consumergroups/g1",
                "/machinegroups",
                "/direct_mode_ip",
                "/a%zz%",
                "/\u0001\"\\"
            })
    void anyOtherPathIsUnknown(String path) {
        assertError(world.answer(request("POST", path)), SlsError.UNKNOWN_PATH, "invalid request path : POST");
    }

    @ParameterizedTest
    @CsvSource({
        "'', parameter type is missing",
        "?, parameter type is missing",
        "?consumer=c1, parameter type is missing",
        "?type, parameter type is ''",
        "?type=, parameter type is ''",
        "?type=Checkpoint&consumer=c1, parameter type is 'Checkpoint'",
        "?type=HeartBeat&consumer=c1, parameter type is 'HeartBeat'",
        "?xtype=heartbeat&consumer=c1, parameter type is missing"
    })
    void otherTypesAreNamed(String query, String part) {
        assertError(
                world.answer("POST", GROUP + query, "[]"),
                SlsError.PARAMETER_INVALID,
                part,
                "expected heartbeat or checkpoint");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/logstores/ls-px/consumergroups/g1?type=heartbeat&consumer=c1",
                "/logstores/ls-px/consumergroups/g1?consumer=c1&type=heartbeat",
                "/logstores/ls-px/consumergroups/g1?&&consumer=c1&type=heartbeat&",
                "/logstores/ls-px/consumergroups/g1?typed=x&consumers=x&consumer=c1&type=heartbeat",
                "/logstores/ls-px/consumergroups/g1?type=%68eartbeat&consumer=%631",
                "/%6Cogstores/ls%2Dpx/consumergroups/%671?type=heartbeat&consumer=c1"
            })
    void findsTheCallHoweverItIsWritten(String target) {
        assertThat(world.answer("POST", target, "[]").status()).isEqualTo(200);
        assertThat(world.store.last().group()).isEqualTo(SlsWorld.GROUP_ID);
        assertThat(world.store.last().member().name()).isEqualTo("c1");
    }

    /** Trap 7: Go sends the port along, Java and Python do not. */
    @ParameterizedTest
    @CsvSource({
        "proj.sls.test, proj",
        "proj.sls.test:8080, proj",
        "proj, proj",
        "proj:8080, proj",
        "proj.127.0.0.1, proj",
        "1.127.0.0.1:80, 1",
        "A_b.localhost, A_b",
        "LOG.example.com, mapped",
        "log.EXAMPLE.com:8080, mapped",
        "10.0.0.7:8080, mapped",
        "other.log.example.com, other"
    })
    void theHostNamesTheProject(String host, String project) {
        SlsWorld mapping = SlsWorld.with(Map.of(
                "shardbeat.sls.hosts.\"Log.example.com\"", "mapped", "shardbeat.sls.hosts.\"10.0.0.7\"", "mapped"));
        mapping.answer(request("POST", BEAT, "[]").header("Host", host));
        assertThat(mapping.store.last().group().namespace().name()).isEqualTo(project);
    }

    @ParameterizedTest
    @ValueSource(strings = {".sls.test", "127.0.0.1", "127.0.0.1:8080", "[::1]:8080", "[::1]", ":8080", "a b.c", "é.x"})
    void hostsWithoutAProjectAreInvalid(String host) {
        assertError(
                world.answer(request("POST", BEAT, "[]").header("Host", host)),
                SlsError.INVALID_HOST,
                "<project>.<endpoint>");
    }

    @Test
    void theHostMustBeThere() {
        assertError(world.answer(request("POST", BEAT, "[]").without("Host")), SlsError.MISSING_HOST);
        assertError(world.answer(request("POST", BEAT, "[]").header("Host", " ")), SlsError.MISSING_HOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/logstores", "/logstores/ls-px/consumergroups/g1", "/consumergroups", "/consumergroups/g"})
    void claimsItsPathsWithoutAnyHeader(String path) {
        assertThat(world.dialect.speaks(SampleRequest.of("GET", path).raw())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, LOG ak1:sig=, true",
        "authorization, SLS4-HMAC-SHA256 Credential=x, true",
        "x-log-apiversion, 0.6.0, true",
        "X-Log-Bodyrawsize, 0, true",
        "Authorization, TC3-HMAC-SHA256 Credential=x, false",
        "Authorization, Bearer x, false",
        "x-acs-security-token, x, false",
        "X-TC-Action, SendConsumerHeartbeat, false"
    })
    void claimsItsHeadersOnAnyPath(String name, String value, boolean claimed) {
        assertThat(world.dialect.speaks(
                        SampleRequest.of("POST", "/").header(name, value).raw()))
                .isEqualTo(claimed);
        assertThat(world.dialect.speaks(SampleRequest.of("POST", "/logstoresx")
                        .header(name, value)
                        .raw()))
                .isEqualTo(claimed);
    }

    @Test
    void onlyHeartbeatsMayBeLong() {
        assertThat(world.dialect.open(request("POST", BEAT).raw()).maxBodyBytes())
                .isEqualTo(4 << 20);
        assertThat(world.dialect
                        .open(request("POST", "/logstores/l/consumergroups").raw())
                        .maxBodyBytes())
                .isEqualTo(64 << 10);
        assertThat(world.dialect.open(request("POST", "/nowhere").raw()).maxBodyBytes())
                .isEqualTo(64 << 10);
    }
}
