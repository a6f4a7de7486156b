package io.shardbeat.testkit;

import io.shardbeat.group.ClientFamily;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How the official consumer clients differ where it matters to a coordinator: the table of docs/clients.md. */
public enum ClientKind {
    /** SLS Java, current: self-fence counted from sending, and the report emptied at once when it fences. */
    JAVA("sls", ClientFamily.SLS_JAVA, 500, true, Repeats.twice(1_000, 600L, 1_200L, 2_400L)),
    /** SLS Java before that: reports what it received until it has stopped. */
    JAVA_OLD("sls", ClientFamily.SLS_JAVA, 500, true, new Repeats(4, List.of(600L, 1_200L, 2_400L), 4)),
    /** Signs every repetition anew, and pauses after the last one, too. */
    PYTHON("sls", ClientFamily.SLS_PYTHON, 2_000, false, new Repeats(10, Collections.nCopies(10, 1_000L), 1)),
    GO("sls", ClientFamily.SLS_GO, 500, false, new Repeats(1, List.of(), 1)),
    CLS_PYTHON("cls", ClientFamily.CLS_PYTHON, 2_000, false, new Repeats(10, Collections.nCopies(10, 1_000L), 10)),
    /** Reports its last answer only: silent about a shard whose processor may still be stopping. */
    CLS_GO("cls", ClientFamily.CLS_GO, 500, true, new Repeats(10, Collections.nCopies(9, 1_000L), 10));

    /** Whose protocol it speaks. */
    public final String dialect;
    /** What a node takes it for. */
    public final ClientFamily family;
    /** The period of the loop that starts and stops processors, milliseconds. */
    public final long loopMillis;
    /** Whether the next heartbeat is timed from the end of the last one, not from its start. */
    public final boolean beatsAfterAnswer;
    /** Whether a shard stays in the report until its processor has stopped. */
    public final boolean reportsUntilStopped;

    public final Repeats repeats;

    ClientKind(String dialect, ClientFamily family, long loopMillis, boolean beatsAfterAnswer, Repeats repeats) {
        this.dialect = dialect;
        this.family = family;
        this.loopMillis = loopMillis;
        this.beatsAfterAnswer = beatsAfterAnswer;
        this.reportsUntilStopped = !name().equals("CLS_GO");
        this.repeats = repeats;
    }

    public boolean isSls() {
        return dialect.equals("sls");
    }

    /** Silence is measured from sending the last good heartbeat, else from its answer. */
    public boolean fencesFromSending() {
        return this == JAVA || this == JAVA_OLD;
    }

    /** Whether silence is the difference of two whole seconds. */
    public boolean fencesByWholeSeconds() {
        return this == GO || this == CLS_GO;
    }

    /** Whether its checkpoints are saved whoever holds the shard. */
    public boolean forcesCheckpoints() {
        return this == PYTHON || this == GO;
    }

    public boolean emptiesReportWhenFenced() {
        return this == JAVA;
    }

    /** As its requests say. */
    public String userAgent(String group, String consumer) {
        return switch (this) {
            case JAVA, JAVA_OLD -> "Consumer-Library-" + group + "/" + consumer;
            case GO -> group + "_" + consumer;
            case PYTHON -> "log-python-sdk-v-0.9.47, 3, linux-consumergroup-" + group + "-" + consumer;
            case CLS_PYTHON -> "log-python-sdk-v-1.0.8, 3, linux-consumer";
            case CLS_GO -> "Go-http-client/1.1";
        };
    }

    /**
     * How a heartbeat is repeated when nobody answers, or with an error of the server.
     *
     * @param tries how often it is sent at the most
     * @param pauses after each try that failed, milliseconds; none after the ones that are left out
     * @param dated how many tries carry one date, since they are signed once
     */
    public record Repeats(int tries, List<Long> pauses, int dated) {
        /** The client library's repeats, and all of it again by the consumer library. */
        static Repeats twice(long between, Long... pauses) {
            List<Long> once = List.of(pauses);
            List<Long> all = new ArrayList<>(once);
            all.add(between);
            all.addAll(once);
            return new Repeats(all.size() + 1, List.copyOf(all), pauses.length + 1);
        }

        /** @param failed how many tries have */
        public long pauseAfter(int failed) {
            return failed <= pauses.size() ? pauses.get(failed - 1) : 0;
        }
    }
}
