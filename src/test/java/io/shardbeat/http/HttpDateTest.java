package io.shardbeat.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HttpDateTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T08:04:05.999Z"));
    private final HttpDate date = new HttpDate(now::get);

    @Test
    void isWrittenAnewOnceASecond() {
        String first = date.now();
        assertThat(first).isEqualTo("Sun, 01 Nov 2026 08:04:05 GMT");
        now.set(Instant.parse("2026-11-01T08:04:05.001Z"));
        assertThat(date.now()).isSameAs(first);
        now.set(Instant.parse("2026-11-01T08:04:06Z"));
        assertThat(date.now()).isEqualTo("Sun, 01 Nov 2026 08:04:06 GMT");
    }

    @Test
    void everyDayOfAnAnswerHasTwoDigits() {
        MultiMap answer = MultiMap.caseInsensitiveMultiMap()
                .set("date", "Sun, 1 Nov 2026 08:04:05 GMT")
                .set("last-modified", "Fri, 9 Oct 2026 18:00:00 GMT");
        date.stamp(answer);
        assertThat(answer.getAll("Date")).containsExactly("Sun, 01 Nov 2026 08:04:05 GMT");
        assertThat(answer.getAll("Last-Modified")).containsExactly("Fri, 09 Oct 2026 18:00:00 GMT");
        date.stamp(answer);
        assertThat(answer.get("Last-Modified")).isEqualTo("Fri, 09 Oct 2026 18:00:00 GMT");
    }

    @Test
    void anAnswerThatIsNoFileHasItsDateOnly() {
        MultiMap answer = MultiMap.caseInsensitiveMultiMap();
        date.stamp(answer);
        assertThat(answer.names()).containsExactly("Date");
    }
}
