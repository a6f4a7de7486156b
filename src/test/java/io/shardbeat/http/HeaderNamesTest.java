package io.shardbeat.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.http.impl.headers.Http2HeadersAdaptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HeaderNamesTest {
    /** As the server reads them off the wire, and as others make them. */
    static Stream<MultiMap> kinds() {
        return Stream.of(
                MultiMap.caseInsensitiveMultiMap()
                        .add(AsciiString.of("Host"), "a")
                        .add(AsciiString.of("X-Log-Date"), "b")
                        .add(AsciiString.of("host"), "c"),
                new Http2HeadersAdaptor(new DefaultHttp2Headers())
                        .add("host", "a")
                        .add("x-log-date", "b")
                        .add("host", "c"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void allAreOffered(MultiMap headers) {
        List<String> found = new ArrayList<>();
        HeaderNames.forEach(
                headers, (name, value) -> found.add(name.toString().toLowerCase(Locale.ROOT) + ":" + value));
        assertThat(found).containsExactly("host:a", "x-log-date:b", "host:c");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void oneIsLookedForByHowItBeginsInAnyCase(MultiMap headers) {
        assertThat(HeaderNames.anyBeginsWith("x-log-", headers)).isTrue();
        assertThat(HeaderNames.anyBeginsWith("X-LOG-DATE", headers)).isTrue();
        assertThat(HeaderNames.anyBeginsWith("x-log-dates", headers)).isFalse();
        assertThat(HeaderNames.anyBeginsWith("log", headers)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"Host, a", "HOST, a", "x-log-date, b", "X-Log-Date, b"})
    void oneIsFoundByItsNameInAnyCase(String name, String value) {
        for (MultiMap headers : kinds().toList()) {
            RawRequest request = new RawRequest("GET", "/", null, headers, new byte[0]);
            assertThat(request.header(name)).isEqualTo(value);
            assertThat(request.header(name)).as("known by now").isEqualTo(value);
        }
    }

    @Test
    void namesThatSomebodyMakesUpAreNotAllRemembered() {
        for (int i = 0; i < 10_000; i++) {
            HeaderNames.asOnTheWire("x-made-up-" + i);
        }
        CharSequence last = HeaderNames.asOnTheWire("x-made-up-9999");
        assertThat(last).isInstanceOf(String.class);
        RawRequest request = new RawRequest(
                "GET", "/", null, MultiMap.caseInsensitiveMultiMap().add("x-made-up-9999", "found"), new byte[0]);
        assertThat(request.header("X-Made-Up-9999")).isEqualTo("found");
    }
}
