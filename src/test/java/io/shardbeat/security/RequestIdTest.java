package io.shardbeat.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RequestIdTest {
    private final AtomicInteger made = new AtomicInteger();
    private final RequestId id = new RequestId(() -> "id-" + made.incrementAndGet());

    @Test
    void nothingIsMadeUpUntilALineNamesTheRequest() {
        Supplier<String> kept = id.during(RequestId::current);

        assertThat(id.named()).isNull();
        assertThat(made).hasValue(0);
        assertThat(kept.get()).isEqualTo("id-1");
        assertThat(id.named()).isEqualTo("id-1");
    }

    @Test
    void allLinesOfARequestNameOneId() {
        assertThat(id.during(() -> RequestId.current().get())).isEqualTo(id.get());
        assertThat(made).hasValue(1);
    }

    @Test
    void whatBelongsToNoRequestNamesNone() {
        id.during(RequestId::current);

        assertThat(RequestId.current().get()).isEqualTo("-");
    }

    @Test
    void aRequestWithinARequestLeavesTheOuterOne() {
        RequestId inner = new RequestId(() -> "inner");
        String last = id.during(() -> {
            inner.during(() -> RequestId.current().get());
            return RequestId.current().get();
        });

        assertThat(last).isEqualTo("id-1");
    }
}
