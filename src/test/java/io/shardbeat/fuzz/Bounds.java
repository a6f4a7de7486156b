package io.shardbeat.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * What one input may cost the thread that reads it. Processor time and bytes, not the clock on the wall: those of this
 * thread are the same however busy the machine is.
 */
public final class Bounds {
    /** Ordinary inputs take microseconds. */
    private static final long MAX_CPU_NANOS = 1_000_000_000L;

    private static final long MAX_BYTES = 64L << 20;
    private static final long BYTES_PER_INPUT_BYTE = 4_096;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Bounds() {}

    /** Runs the target, and fails when it took too much for an input of this length. */
    public static void check(byte[] input, Target target) throws Exception {
        // The first time costs more: classes are loaded, and instrumented.
        if (excess(input.length, target) != null) {
            String excess = excess(input.length, target);
            if (excess != null) {
                throw new AssertionError(input.length + " bytes took " + excess);
            }
        }
    }

    private static @Nullable String excess(int length, Target target) throws Exception {
        long cpu = THREADS.getCurrentThreadCpuTime();
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        target.run();
        bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        cpu = THREADS.getCurrentThreadCpuTime() - cpu;
        if (cpu > MAX_CPU_NANOS) {
            return cpu / 1_000_000 + " ms of processor time";
        }
        return bytes > MAX_BYTES + BYTES_PER_INPUT_BYTE * length ? (bytes >> 20) + " MB of memory" : null;
    }

    /** Reads one input. */
    public interface Target {
        void run() throws Exception;
    }
}
