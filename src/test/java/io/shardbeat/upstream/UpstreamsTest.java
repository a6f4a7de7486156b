package io.shardbeat.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.http.Upstream;
import io.shardbeat.sls.settings.SlsSettings;
import io.shardbeat.testkit.cls.Settings;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamsTest {
    private static final String SETTING = "shardbeat.sls.upstream";

    @Test
    void aNameOfItsOwnComesBeforeTheOneForAllOthers() {
        Upstreams upstreams = upstreams(
                "sls.upstream",
                "https://cn-hangzhou.log.aliyuncs.com",
                "sls.upstreams.\"p-1\"",
                "http://10.0.0.7:8080");
        assertThat(upstreams.find("p-1")).isEqualTo(new Upstream("10.0.0.7", 8080, false));
        assertThat(upstreams.find("p-2")).isEqualTo(new Upstream("cn-hangzhou.log.aliyuncs.com", 443, true));
        assertThat(upstreams.isEmpty()).isFalse();
    }

    @Test
    void withoutOneForAllOthersAnotherNameHasNone() {
        assertThat(upstreams("sls.upstreams.\"p-1\"", "http://a").find("p-2")).isNull();
        assertThat(upstreams().isEmpty()).isTrue();
        assertThat(upstreams().find("p-1")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"http://a, 80, false", "http://a:81/, 81, false", "https://a, 443, true", "https://a:8443, 8443, true"})
    void anAddressIsSchemeHostAndPort(String address, int port, boolean tls) {
        assertThat(Upstream.of(URI.create(address))).isEqualTo(new Upstream("a", port, tls));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a:80",
                "//a",
                "ftp://a",
                "http:a",
                "http://",
                "http://a/b",
                "http://a?b",
                "http://a#b",
                "http://u:p@a",
                "http://a_b"
            })
    void anythingElseIsRefusedByTheNameOfItsSetting(String address) {
        assertThatThrownBy(() -> new Upstreams(SETTING, Optional.empty(), Map.of("p-1", address(address))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(SETTING + "s.\"p-1\": expected http://host[:port] or https://host[:port]");
        assertThatThrownBy(() -> new Upstreams(SETTING, Optional.of(address(address)), Map.of()))
                .hasMessageStartingWith(SETTING + ": expected");
    }

    private static URI address(String text) {
        return text.equals("http://") ? URI.create("http:///") : URI.create(text);
    }

    private static Upstreams upstreams(String... settings) {
        SlsSettings sls = Settings.of(SlsSettings.class, settings);
        return new Upstreams(SETTING, sls.upstream(), sls.upstreams());
    }
}
