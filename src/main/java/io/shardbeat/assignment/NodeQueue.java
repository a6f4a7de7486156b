package io.shardbeat.assignment;

/** A double-ended queue of graph nodes that holds each node at most once, so that a ring of all nodes never overflows. */
public final class NodeQueue {
    private final int[] ring;
    private final boolean[] queued;
    private int head;
    private int size;

    public NodeQueue(int nodes) {
        this.ring = new int[nodes];
        this.queued = new boolean[nodes];
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public void clear() {
        while (size > 0) {
            poll();
        }
    }

    public void addFirst(int node) {
        if (!queued[node]) {
            queued[node] = true;
            head = head == 0 ? ring.length - 1 : head - 1;
            ring[head] = node;
            size++;
        }
    }

    public void addLast(int node) {
        if (!queued[node]) {
            queued[node] = true;
            int tail = head + size++;
            ring[tail < ring.length ? tail : tail - ring.length] = node;
        }
    }

    public int poll() {
        int node = ring[head];
        head = head + 1 == ring.length ? 0 : head + 1;
        size--;
        queued[node] = false;
        return node;
    }
}
