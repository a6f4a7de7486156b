package io.shardbeat.testkit.memory;

/**
 * What Redis keeps of a bucket of groups as a whole: the sweep hash.
 *
 * @param seen when a sweep was last noted
 * @param resumed the end of the last service gap that a sweep noticed
 * @param incarnation which server, after which loss; {@code null} when all is gone
 * @param born the incarnation that the first connection began
 * @param floor no epoch of the time before was higher
 * @param lost when writes were last lost
 * @param changes how often a group of it was changed
 */
record MemoryBucket(long seen, long resumed, String incarnation, String born, long floor, long lost, long changes) {
    static final MemoryBucket EMPTY = new MemoryBucket(0, 0, null, null, 0, 0, 0);

    MemoryBucket withSeen(long millis) {
        return new MemoryBucket(millis, resumed, incarnation, born, floor, lost, changes);
    }

    MemoryBucket withResumed(long millis) {
        return new MemoryBucket(seen, millis, incarnation, born, floor, lost, changes);
    }

    MemoryBucket withFloor(long epoch) {
        return new MemoryBucket(seen, resumed, incarnation, born, Math.max(floor, epoch), lost, changes);
    }

    /** A group of it has been changed. */
    MemoryBucket changed() {
        return new MemoryBucket(seen, resumed, incarnation, born, floor, lost, changes + 1);
    }

    /** {@code begin_incarnation.lua}. */
    MemoryBucket begun(String runId, long floorKnown, boolean survivor, long now) {
        String afterLoss = runId + " after loss";
        if (afterLoss.equals(incarnation)) {
            return this;
        }
        String first = incarnation == null ? runId : born;
        boolean loses = survivor && runId.equals(first);
        String is = loses ? afterLoss : runId;
        if (is.equals(incarnation)) {
            return this;
        }
        return new MemoryBucket(seen, now, is, first, Math.max(floorKnown, floor), loses ? now : lost, changes);
    }
}
