package io.shardbeat.cls;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.testkit.wire.SampleRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestDetectorTest {
    private static final String JSON = "application/json";

    @ParameterizedTest
    @CsvSource({
        "POST, /, X-TC-Action, CreateConsumerGroup",
        "PUT, /logstores/a, x-tc-action, CreateConsumerGroup",
        "GET, /anything, X-Tc-TraceId, 1",
        "DELETE, /x, Authorization, TC3-HMAC-SHA256 Credential=a",
        "POST, /, Authorization, SKIP",
        "POST, /pull_log?topic_id=t1, Authorization, q-sign-algorithm=sha1&q-ak=a",
        "POST, /, Content-Type, application/x-www-form-urlencoded",
        "POST, '', Content-Type, Application/X-WWW-Form-URLEncoded; charset=utf-8",
        "POST, /, Content-Type, application/json; charset=utf-8",
        "GET, /?Action=DescribeConsumerGroups, Host, a",
        "GET, /?Version=2020-10-16&Action=X, Host, a",
        "HEAD, /?Action=, Host, a"
    })
    void isCls(String method, String target, String header, String value) {
        assertThat(RequestDetector.isCls(
                        SampleRequest.of(method, target).header(header, value).raw()))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, Host, a",
        "GET, /ui, Accept, text/html",
        "GET, /logstores, x-log-apiversion, 0.6.0",
        "POST, /logstores/a/consumergroups/b?type=heartbeat&consumer=c, Content-Type, application/json",
        "POST, /logstores/a/shards/1?action=split, Host, a",
        "POST, /logstores/a?Action=split, Host, a",
        "POST, /, Content-Type, text/plain",
        "POST, /, Content-Type, application/jsonp",
        "PUT, /, Content-Type, application/json",
        "GET, /?action=split, Host, a",
        "GET, /?xAction=split, Host, a",
        "POST, /, Authorization, LOG id:signature"
    })
    void isNotCls(String method, String target, String header, String value) {
        assertThat(RequestDetector.isCls(
                        SampleRequest.of(method, target).header(header, value).raw()))
                .isFalse();
    }

    /** SLS creates a project by POST / with a JSON body. */
    @Test
    void creatingAnSlsProjectIsNotCls() {
        SampleRequest json = SampleRequest.of("POST", "/").header("Content-Type", JSON);
        assertThat(RequestDetector.isCls(json.raw())).isTrue();
        assertThat(RequestDetector.isCls(
                        json.header("x-log-apiversion", "0.6.0").raw()))
                .isFalse();
        assertThat(RequestDetector.isCls(
                        json.header("Authorization", "LOG id:s").raw()))
                .isFalse();
        assertThat(RequestDetector.isCls(
                        json.header("Authorization", "SLS4-HMAC-SHA256 x").raw()))
                .isFalse();
    }
}
