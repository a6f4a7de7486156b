package io.shardbeat.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.DecoderException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class StrangersLogFilterTest {
    private final AtomicLong now = new AtomicLong();
    private final StrangersLogFilter filter = new StrangersLogFilter(now::get);

    @Test
    void aFloodIsTenLinesAndThenOneASecond() {
        assertThat(shownOf(1_000)).isEqualTo(10);
        now.addAndGet(TimeUnit.SECONDS.toNanos(3));
        LogRecord next = line("io.netty.channel.DefaultChannelPipeline");
        assertThat(filter.isLoggable(next)).isTrue();
        assertThat(next.getMessage()).isEqualTo("broken (990 lines before this one were left out)");
        assertThat(shownOf(1_000)).isEqualTo(2);
        now.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(shownOf(1_000)).isEqualTo(10);
    }

    @Test
    void ourOwnLinesAreNoneOfIts() {
        shownOf(1_000);
        assertThat(filter.isLoggable(line("io.shardbeat.passes"))).isTrue();
    }

    @Test
    void whereALibraryNoticedBrokenInputIsOfNoUse() {
        LogRecord line = line("io.vertx.core.net.impl.ConnectionBase");
        line.setThrown(new DecoderException("100% broken"));
        assertThat(filter.isLoggable(line)).isTrue();
        assertThat(line.getThrown()).isNull();
        assertThat(line.getMessage()).contains("DecoderException: 100? broken");
    }

    @Test
    void aFaultOfCodeIsShownWhole() {
        LogRecord line = line("io.vertx.core.impl.ContextImpl");
        line.setThrown(new IllegalStateException("a bug"));
        assertThat(filter.isLoggable(line)).isTrue();
        assertThat(line.getThrown()).hasMessage("a bug");
    }

    @Test
    void whatComesAfterItsEventLoopHasEndedIsNotShown() {
        LogRecord line = line("io.quarkus.vertx.core.runtime.VertxCoreRecorder");
        line.setThrown(new RejectedExecutionException("event executor terminated"));
        assertThat(filter.isLoggable(line)).isFalse();
        line.setThrown(new RejectedExecutionException("queue is full"));
        assertThat(filter.isLoggable(line)).isTrue();
    }

    private int shownOf(int lines) {
        int shown = 0;
        for (int i = 0; i < lines; i++) {
            shown += filter.isLoggable(line("io.vertx.core.net.impl.ConnectionBase")) ? 1 : 0;
        }
        return shown;
    }

    private static LogRecord line(String logger) {
        LogRecord line = new LogRecord(Level.WARNING, "broken");
        line.setLoggerName(logger);
        return line;
    }
}
