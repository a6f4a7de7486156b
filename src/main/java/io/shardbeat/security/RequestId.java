package io.shardbeat.security;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The id of a request that log lines about it name. Answers make up their ids themselves; where a line comes before the
 * answer, it makes one up, and the answer takes that one.
 */
public final class RequestId implements Supplier<String> {
    /** Of what belongs to no request. */
    public static final Supplier<String> NONE = () -> "-";

    private static final ThreadLocal<@Nullable RequestId> CURRENT = new ThreadLocal<>();

    private final Supplier<String> ids;
    private volatile @Nullable String id;

    /** @param ids makes ids as the dialect does */
    public RequestId(Supplier<String> ids) {
        this.ids = ids;
    }

    /** That of the request which this thread is at; to be kept by what goes on later. */
    public static Supplier<String> current() {
        RequestId current = CURRENT.get();
        return current == null ? NONE : current;
    }

    /** Has the thread be at this request while the work is begun. */
    public <T> T during(Supplier<T> work) {
        RequestId outer = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.get();
        } finally {
            CURRENT.set(outer);
        }
    }

    /** The id, from now on. */
    @Override
    public synchronized String get() {
        String known = id;
        if (known == null) {
            known = ids.get();
            id = known;
        }
        return known;
    }

    /** The id, if a line has named it. */
    public @Nullable String named() {
        return id;
    }
}
