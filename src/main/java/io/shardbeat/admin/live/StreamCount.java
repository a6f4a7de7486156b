package io.shardbeat.admin.live;

import java.util.HashMap;
import java.util.Map;

/** How many streams are open, of all and of each caller. */
final class StreamCount {
    private final int most;
    private final int mostPerCaller;
    private final Map<String, Integer> callers = new HashMap<>();
    private int open;

    StreamCount(int most, int mostPerCaller) {
        this.most = most;
        this.mostPerCaller = mostPerCaller;
    }

    enum Admission {
        ADMITTED,
        NODE_FULL,
        CALLER_FULL
    }

    /** @param caller the id of a key, or the address of who has none */
    synchronized Admission enter(String caller) {
        if (open >= most) {
            return Admission.NODE_FULL;
        }
        if (callers.getOrDefault(caller, 0) >= mostPerCaller) {
            return Admission.CALLER_FULL;
        }
        open++;
        callers.merge(caller, 1, Integer::sum);
        return Admission.ADMITTED;
    }

    synchronized void leave(String caller) {
        open--;
        callers.computeIfPresent(caller, (name, count) -> count == 1 ? null : count - 1);
    }

    synchronized int open() {
        return open;
    }
}
