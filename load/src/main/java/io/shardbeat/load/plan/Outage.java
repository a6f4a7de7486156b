package io.shardbeat.load.plan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one fault means for one consumer.
 *
 * @param kind never {@link Fault.Kind#ROLL}, which is a kill for each
 * @param fromNanos when it begins, from the start of the run
 * @param toNanos when it ends; {@link Long#MAX_VALUE} for never
 */
public record Outage(Fault.Kind kind, long fromNanos, long toNanos) {
    /**
     * What befalls consumer {@code k} of {@code consumers}; {@code null} when it is spared.
     *
     * @param turn the how manieth fault of the run it is: each picks other consumers, as far as there are others
     */
    public static @Nullable Outage of(Fault fault, int turn, int k, int consumers) {
        Duration lasting = fault.lasting();
        long at = fault.at().toNanos();
        if (fault.kind() == Fault.Kind.ROLL && lasting != null) {
            int together = Math.max(1, fault.amount().of(consumers));
            long from = at + k / together * lasting.toNanos();
            return new Outage(Fault.Kind.KILL, from, from + lasting.toNanos());
        }
        if (!fault.amount().includes(k, consumers, turn)) {
            return null;
        }
        return new Outage(fault.kind(), at, lasting == null ? Long.MAX_VALUE : at + lasting.toNanos());
    }
}
