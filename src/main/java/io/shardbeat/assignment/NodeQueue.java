package io.shardbeat.assignment;

/** A double-ended queue of graph nodes that holds each node at most once, so that a ring of all nodes never overflows. */
final class NodeQueue {
    private final int[] ring;
    private final boolean[] queued;
    private int head;
    private int size;

    NodeQueue(int nodes) {
        this.ring = new int[nodes];
        this.queued = new boolean[nodes];
    }

    boolean isEmpty() {
        return size == 0;
    }

    void clear() {
        while (size > 0) {
            poll();
        }
    }

    void addFirst(int node) {
        if (!queued[node]) {
            queued[node] = true;
            head = head == 0 ? ring.length - 1 : head - 1;
            ring[head] = node;
            size++;
        }
    }

    void addLast(int node) {
        if (!queued[node]) {
            queued[node] = true;
            int tail = head + size++;
            ring[tail < ring.length ? tail : tail - ring.length] = node;
        }
    }

    int poll() {
        int node = ring[head];
        head = head + 1 == ring.length ? 0 : head + 1;
        size--;
        queued[node] = false;
        return node;
    }
}
