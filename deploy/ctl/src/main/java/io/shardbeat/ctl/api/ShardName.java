package io.shardbeat.ctl.api;

/** A shard as operators write it: {@code <topic>/<number>}. */
public record ShardName(String topic, int number) {
    public static ShardName parse(String text) {
        int slash = text.lastIndexOf('/');
        String digits = text.substring(slash + 1);
        if (slash < 1 || !digits.matches("[0-9]{1,9}") || text.indexOf('/') != slash) {
            throw new IllegalArgumentException("a shard is <topic>/<number>, for example my-logstore/0");
        }
        return new ShardName(text.substring(0, slash), Integer.parseInt(digits));
    }

    /** The address of a part of it, in a group. */
    public String address(GroupPath group, String... parts) {
        return group.address("shards", topic, Integer.toString(number)) + Addresses.join(parts);
    }

    @Override
    public String toString() {
        return topic + "/" + number;
    }
}
