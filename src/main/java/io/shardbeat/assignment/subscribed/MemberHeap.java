package io.shardbeat.assignment.subscribed;

/** Members of a {@link SubscriptionGraph}, the one that should take the next shard first. */
final class MemberHeap {
    private final SubscriptionGraph graph;
    private final int[] heap;
    private final int[] position;
    private int size;

    MemberHeap(SubscriptionGraph graph) {
        this.graph = graph;
        this.heap = new int[graph.members];
        this.position = new int[graph.members];
    }

    boolean isEmpty() {
        return size == 0;
    }

    int first() {
        return heap[0];
    }

    void clear() {
        size = 0;
    }

    void add(int member) {
        place(member, size++);
        up(size - 1);
    }

    void removeFirst() {
        place(heap[--size], 0);
        down(0);
    }

    /** To be called when the load of a member in the heap has changed. */
    void changed(int member) {
        up(position[member]);
        down(position[member]);
    }

    private void up(int from) {
        int i = from;
        int member = heap[i];
        while (i > 0 && graph.takesBefore(member, heap[(i - 1) / 2])) {
            place(heap[(i - 1) / 2], i);
            i = (i - 1) / 2;
        }
        place(member, i);
    }

    private void down(int from) {
        int i = from;
        int member = heap[i];
        for (int child = 2 * i + 1; child < size; child = 2 * i + 1) {
            if (child + 1 < size && graph.takesBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!graph.takesBefore(heap[child], member)) {
                break;
            }
            place(heap[child], i);
            i = child;
        }
        place(member, i);
    }

    private void place(int member, int i) {
        heap[i] = member;
        position[member] = i;
    }
}
