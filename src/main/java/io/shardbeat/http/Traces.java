package io.shardbeat.http;

import org.jspecify.annotations.Nullable;

/** Is shown requests: those that a dialect answers or passes on, and those of operators. Called on the hot path: must not block or throw. */
public interface Traces {
    /** For those who need not know. */
    Traces OFF = (dialect, head) -> null;

    /**
     * A request begins.
     *
     * @param dialect the name of the dialect, see {@link Dialect#name()}, or {@code admin}
     * @return {@code null} where nobody wants to know how it ends
     */
    @Nullable Trace begin(String dialect, RawRequest head);

    /**
     * How a request ended.
     *
     * @param call its name; empty when it is none that is known
     * @param outcome in one word
     * @param isFault whether it is the server's to mend
     */
    record Ending(String call, int status, String outcome, String requestId, boolean isFault) {}

    /** One request. Exactly one of {@code answered}, {@code ended} and {@code abandoned} is called, once. */
    interface Trace {
        /** @param call as the dialect names it; empty when it is none that the dialect knows */
        void answered(String call, Answer answer);

        /** Likewise, of a request that no dialect answers. */
        void ended(Ending ending);

        /** It goes on to a log service. */
        void passedOnTo(Upstream upstream);

        /** The client left before there was an answer. */
        void abandoned();
    }
}
