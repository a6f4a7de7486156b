package io.shardbeat.assignment;

/** Counting sort, the only sort the hot paths need: every key here is a small index. */
public final class Counting {
    private Counting() {}

    /** Per key, where its group starts when the keys (each raised by {@code shift}) are sorted; one more entry ends it. */
    public static int[] starts(int[] keys, int groups, int shift) {
        int[] starts = new int[groups + 1];
        for (int key : keys) {
            starts[key + shift]++;
        }
        sum(starts);
        return starts;
    }

    /** Turns counts into starts, in place. The last entry, which must be 0, becomes the total. */
    static void sum(int[] counts) {
        int total = 0;
        for (int i = 0; i < counts.length; i++) {
            int count = counts[i];
            counts[i] = total;
            total += count;
        }
    }

    /** The positions of the keys, grouped by key: the transpose of a compressed list. */
    public static int[] group(int[] keys, int[] starts) {
        int[] next = starts.clone();
        int[] grouped = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            grouped[next[keys[i]]++] = i;
        }
        return grouped;
    }
}
