package io.shardbeat.group;

/**
 * What a group's safeguards remember from one pass to the next; only commits write it, so every node goes by it.
 *
 * @param expiries how many members expired lately
 */
public record Watch(ExpiryWindow expiries) {
    public static final Watch NONE = new Watch(ExpiryWindow.NONE);
}
