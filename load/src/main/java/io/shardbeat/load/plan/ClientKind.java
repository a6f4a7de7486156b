package io.shardbeat.load.plan;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which official consumer library a consumer does as. The figures and their sources are the table of docs/clients.md. */
public enum ClientKind {
    /** {@code loghub-client-lib} 0.6.41. */
    SLS_JAVA(Protocol.SLS, 60, 200, Tries.after(600, 1_200, 2_400)),
    /** {@code loghub-client-lib} 0.6.54: all that twice, a second apart. */
    SLS_JAVA_NEW(Protocol.SLS, 60, 200, Tries.after(600, 1_200, 2_400, 1_000, 600, 1_200, 2_400)),
    SLS_GO(Protocol.SLS, 0, 200, Tries.after()),
    SLS_PYTHON(Protocol.SLS, 120, 2_000, Tries.tenASecondApart()),
    CLS_PYTHON(Protocol.CLS, 30, 2_000, Tries.tenASecondApart()),
    CLS_GO(Protocol.CLS, 30, 1_000, Tries.tenASecondApart());

    private final Protocol protocol;
    private final Duration tryTimeout;
    private final Duration loop;
    private final Tries tries;

    ClientKind(Protocol protocol, int tryTimeoutSeconds, int loopMillis, Tries tries) {
        this.protocol = protocol;
        this.tryTimeout = Duration.ofSeconds(tryTimeoutSeconds);
        this.loop = Duration.ofMillis(loopMillis);
        this.tries = tries;
    }

    /** As users write it, for example {@code sls-java}. */
    public static ClientKind parse(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "client '" + word + "', expected some of " + Arrays.toString(values())));
    }

    public Protocol protocol() {
        return protocol;
    }

    /** How long one try waits for its answer; {@code otherwise} where the library leaves it to its user. */
    public Duration tryTimeout(Duration otherwise) {
        return tryTimeout.isZero() ? otherwise : tryTimeout;
    }

    /** How often it looks which shards to begin and which to stop with. */
    public Duration loop() {
        return loop;
    }

    /** How long it waits after so many tries that failed; {@code null} when there is no further one. */
    public @Nullable Duration pauseAfter(int failed) {
        return failed <= tries.pauses.size() ? tries.pauses.get(failed - 1) : null;
    }

    /** What it waits after the last try, before it looks whether it has to stop: the Pythons sleep after each. */
    public Duration lastPause() {
        return isPython() ? Duration.ofSeconds(1) : Duration.ZERO;
    }

    /** Whether an error of API 3.0, which has status 200, is tried again. */
    public boolean repeatsErrors(String code) {
        return this == CLS_PYTHON && code.startsWith("InternalError");
    }

    /** Whether an interval is counted from the end of the last heartbeat, else from its beginning. */
    public boolean beatsAfterAnswer() {
        return isJava() || this == CLS_GO;
    }

    /** Whether silence is counted from when the last good heartbeat was sent, else from its answer. */
    public boolean fencesFromSending() {
        return isJava();
    }

    /** Whether silence is the difference of two whole seconds. */
    public boolean fencesByWholeSeconds() {
        return this == SLS_GO || this == CLS_GO;
    }

    /** Whether it says nothing more of its shards once it has fenced itself, though it may still be stopping. */
    public boolean emptiesReportWhenFenced() {
        return this == SLS_JAVA_NEW;
    }

    /** Whether a shard stays in its report until its processor has stopped. */
    public boolean reportsUntilStopped() {
        return this != CLS_GO;
    }

    /** What its requests say; nodes with {@code fence-margin=auto} tell libraries by it. */
    public String userAgent(String group, String consumer) {
        return switch (this) {
            case SLS_JAVA, SLS_JAVA_NEW -> "Consumer-Library-" + group + "/" + consumer;
            case SLS_GO -> group + "_" + consumer;
            case SLS_PYTHON -> "log-python-sdk-v-0.9.47, 3, linux-consumergroup-" + group + "-" + consumer;
            case CLS_PYTHON -> "log-python-sdk-v-1.0.8, 3, linux-consumer";
            case CLS_GO -> "Go-http-client/1.1";
        };
    }

    private boolean isJava() {
        return this == SLS_JAVA || this == SLS_JAVA_NEW;
    }

    private boolean isPython() {
        return this == SLS_PYTHON || this == CLS_PYTHON;
    }

    @Override
    public String toString() {
        return this == SLS_JAVA_NEW
                ? "sls-java-0.6.54"
                : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One try, and one more after each pause. */
    private record Tries(List<Duration> pauses) {
        static Tries after(long... millis) {
            return new Tries(Arrays.stream(millis).mapToObj(Duration::ofMillis).toList());
        }

        static Tries tenASecondApart() {
            return new Tries(Collections.nCopies(9, Duration.ofSeconds(1)));
        }
    }
}
