package io.shardbeat.coordinator;

import org.jspecify.annotations.Nullable;

/** Is shown the calls of the store that serve a request which is traced. Called on the hot path: must not block or throw. */
public interface StoreTraces {
    /** For those who need not know. */
    StoreTraces OFF = call -> null;

    /**
     * A call begins.
     *
     * @param call its text names the command or the script, and neither keys nor values
     * @return {@code null} where nobody wants to know how it ends: it serves no request that is traced
     */
    @Nullable StoreTrace begin(Object call);

    /** One call. */
    interface StoreTrace {
        /**
         * Called once.
         *
         * @param failure {@code null} when it was answered
         * @param then what hangs on the end, and serves the same request
         */
        void ended(@Nullable Throwable failure, Runnable then);
    }
}
