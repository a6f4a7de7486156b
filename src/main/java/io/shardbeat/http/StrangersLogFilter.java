package io.shardbeat.http;

import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http2.Http2Exception;
import io.quarkus.logging.LoggingFilter;
import io.shardbeat.security.LineBudget;
import io.vertx.core.VertxException;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what HTTP libraries log about what strangers send: ten lines, and then one a second for all of their loggers
 * together, without the stack of where they noticed. Whatever is thrown by other code is shown whole.
 */
@LoggingFilter(name = "strangers")
public final class StrangersLogFilter implements Filter {
    private static final String[] LIBRARIES = {"io.netty.", "io.vertx.", "io.quarkus.vertx.http."};
    private static final int BURST = 10;
    private static final int LONGEST_REASON = 200;

    private final LineBudget lines;

    public StrangersLogFilter() {
        this(System::nanoTime);
    }

    StrangersLogFilter(LongSupplier nanoTime) {
        lines = new LineBudget(BURST, nanoTime);
    }

    @Override
    public boolean isLoggable(LogRecord line) {
        return !isOfTheEnd(line) && (!isOfLibrary(line.getLoggerName()) || mayBeSeen(line));
    }

    private static boolean isOfLibrary(@Nullable String logger) {
        for (String library : LIBRARIES) {
            if (logger != null && logger.startsWith(library)) {
                return true;
            }
        }
        return false;
    }

    /** Callbacks that come when their event loop has ended, after a start that failed or a stop: nobody waits for them. */
    private static boolean isOfTheEnd(LogRecord line) {
        return line.getThrown() instanceof RejectedExecutionException rejected
                && "event executor terminated".equals(rejected.getMessage());
    }

    private boolean mayBeSeen(LogRecord line) {
        OptionalLong leftOut = lines.take();
        if (leftOut.isEmpty()) {
            return false;
        }
        Throwable thrown = line.getThrown();
        if (thrown != null && isAboutInput(thrown)) {
            line.setMessage(line.getMessage() + ": " + excerpt(thrown));
            line.setThrown(null);
        }
        if (leftOut.getAsLong() > 0) {
            line.setMessage(line.getMessage() + " (" + leftOut.getAsLong() + " lines before this one were left out)");
        }
        return true;
    }

    /** It may repeat what came. */
    private static String excerpt(Throwable thrown) {
        String text = thrown.toString().replace('%', '?'); // the message may be a format
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "...";
    }

    private static boolean isAboutInput(Throwable thrown) {
        return thrown instanceof IOException
                || thrown instanceof CodecException
                || thrown instanceof Http2Exception
                || thrown instanceof VertxException;
    }
}
