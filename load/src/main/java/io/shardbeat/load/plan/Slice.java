package io.shardbeat.load.plan;

/**
 * One load machine's share of the fleet, {@code index/count} on the command line: a range of consumers. When the groups
 * can be dealt out evenly, ranges end where groups end, and one machine sees each group whole.
 *
 * @param index from 0
 * @param count how many machines there are
 */
public record Slice(int index, int count) {
    public static final Slice WHOLE = new Slice(0, 1);

    public Slice {
        if (count < 1 || index < 0 || index >= count) {
            throw new IllegalArgumentException("slice " + index + "/" + count + ", expected 0/n to (n-1)/n");
        }
    }

    public static Slice parse(String text) {
        int slash = text.indexOf('/');
        try {
            return new Slice(Integer.parseInt(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("slice '" + text + "', expected index/count such as 0/2", e);
        }
    }

    /** The first consumer of this share, counted over the whole fleet. */
    public int from(int consumers) {
        return (int) ((long) consumers * index / count);
    }

    /** One past the last consumer of this share. */
    public int to(int consumers) {
        return (int) ((long) consumers * (index + 1) / count);
    }

    @Override
    public String toString() {
        return index + "/" + count;
    }
}
