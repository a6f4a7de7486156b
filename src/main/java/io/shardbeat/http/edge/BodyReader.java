package io.shardbeat.http.edge;

import io.shardbeat.http.Answer;
import io.shardbeat.http.Dialect.Refusal;
import io.shardbeat.http.edge.BodyBudget.Share;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a body while it comes, at a cost of its bytes however small its pieces are. What comes in one piece, as nearly
 * every body does, is never kept. Of the others, only so much is kept of a stranger's as a stranger may send; before more
 * is, the head is judged.
 */
final class BodyReader {
    private static final byte[] NOTHING = new byte[0];

    private final Bounds bounds;
    private final long announced;
    private final BodyBudget budget;
    private final Supplier<@Nullable Answer> judge;
    private Share share;
    private byte[] kept = NOTHING;
    private int length;
    private int charged;

    /**
     * @param limit the longest body the request may have, in bytes
     * @param unsigned the longest one of a stranger
     * @param free how much of it is not counted, in bytes: so little that the number of connections bounds it
     */
    record Bounds(int limit, int unsigned, int free) {}

    /**
     * @param announced by Content-Length; -1 when it is not
     * @param judge asked before more is kept than a stranger may send: why not, or {@code null}
     */
    BodyReader(Bounds bounds, long announced, BodyBudget budget, Supplier<@Nullable Answer> judge) {
        this.bounds = bounds;
        this.announced = announced;
        this.budget = budget;
        this.judge = judge;
        share = budget.strangers();
    }

    /**
     * Why a body is not read on; exactly one of the two is there.
     *
     * @param answer that of the dialect
     * @param refusal that of the HTTP edge
     */
    record Stop(@Nullable Answer answer, @Nullable Refusal refusal) {
        private static final Stop TOO_LARGE = new Stop(null, Refusal.BODY_TOO_LARGE);
        private static final Stop OVERLOADED = new Stop(null, Refusal.OVERLOADED);
    }

    /** Before anything has come: by what is announced. */
    @Nullable Stop begin() {
        return announced > bounds.limit ? Stop.TOO_LARGE : announced > bounds.unsigned ? knowSender() : null;
    }

    /** The next piece. After a stop nothing more may come. */
    @Nullable Stop add(Buffer piece) {
        if (length == 0 && piece.length() == announced) {
            kept = piece.getBytes();
            length = kept.length;
            return null;
        }
        int total = length + piece.length();
        Stop stop = null;
        if (total > bounds.limit) {
            stop = Stop.TOO_LARGE;
        } else if (total > bounds.unsigned) {
            stop = knowSender();
        }
        if (stop == null && total > kept.length) {
            stop = grow(total);
        }
        if (stop == null) {
            piece.getBytes(kept, length);
            length = total;
        }
        return stop;
    }

    private @Nullable Stop grow(int least) {
        long most = announced >= least ? announced : bounds.limit;
        int capacity = (int) Math.min(most, Math.max(least, 2L * kept.length));
        int charge = Math.max(0, capacity - bounds.free) - charged;
        if (!pays(charge) && (knowSender() != null || !pays(charge))) {
            return Stop.OVERLOADED;
        }
        kept = Arrays.copyOf(kept, capacity);
        return null;
    }

    private boolean pays(int charge) {
        if (charge > 0 && !share.take(charge)) {
            return false;
        }
        charged += Math.max(0, charge);
        return true;
    }

    private @Nullable Stop knowSender() {
        if (share == budget.known()) {
            return null;
        }
        Answer why = judge.get();
        if (why != null) {
            return new Stop(why, null);
        }
        if (!budget.known().take(charged)) {
            return Stop.OVERLOADED;
        }
        share.giveBack(charged);
        share = budget.known();
        return null;
    }

    byte[] body() {
        return length == kept.length ? kept : Arrays.copyOf(kept, length);
    }

    /** The body is not kept any more. */
    void release() {
        if (charged > 0) { // nearly never, and all loops share the count
            share.giveBack(charged);
            charged = 0;
        }
        kept = NOTHING;
        length = 0;
    }
}
