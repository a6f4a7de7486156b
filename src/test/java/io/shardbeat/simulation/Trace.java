package io.shardbeat.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** What happened, to be read by people: the last lines, or all of them when a seed is replayed. */
final class Trace {
    private final LongSupplier clock;
    private final int limit;
    private final Deque<Object[]> lines = new ArrayDeque<>();

    Trace(LongSupplier clock, int limit) {
        this.clock = clock;
        this.limit = limit;
    }

    /** Kept as it is and formatted only if somebody reads it: nearly nobody does. */
    void say(String format, Object... parts) {
        if (lines.size() == limit) {
            lines.removeFirst();
        }
        lines.add(new Object[] {clock.getAsLong(), format, parts});
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Object[] line : lines) {
            long millis = (Long) line[0];
            text.append(String.format("%4d.%03d  ", millis / 1_000, millis % 1_000))
                    .append(String.format((String) line[1], (Object[]) line[2]))
                    .append('\n');
        }
        return text.toString();
    }
}
