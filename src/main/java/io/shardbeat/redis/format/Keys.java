package io.shardbeat.redis.format;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.group.GroupId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * The names of all keys (ADR 0003). A bucket's number is the hash tag of all its keys, so that a group and the index it
 * is found by live in one Redis Cluster slot; a namespace's catalog has the namespace as its tag.
 */
public final class Keys {
    /** A fixed share of all groups each; part of the stored format: a change moves every group. */
    public static final int BUCKETS = 128;

    /** The version of all keys and values. A node leaves alone what is written in a newer one (ADR 15). */
    public static final String FORMAT = "1";

    /** Ends a path inside a due entry: no path and no member name has control characters. */
    public static final char SEPARATOR = '\n';

    private Keys() {}

    /** All of them. */
    public static List<Integer> buckets() {
        return IntStream.range(0, BUCKETS).boxed().toList();
    }

    public static int bucket(String groupPath) {
        CRC32 crc = new CRC32();
        crc.update(groupPath.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % BUCKETS);
    }

    /**
     * Hash: format, epoch, ttl and timeout, ordered, topics, margin and delay, forming, created, incarnation, rebuild,
     * brake, deaths.
     */
    public static String group(String stem) {
        return stem + ":group";
    }

    /** Hash: member name to its record, a flag character and the encoded grant. */
    public static String members(String stem) {
        return stem + ":members";
    }

    /** Hash: shard to hand-over. */
    public static String handOvers(String stem) {
        return stem + ":handovers";
    }

    /** Hash: shard to the time before which it must not be granted, milliseconds. */
    static String fences(String stem) {
        return stem + ":fences";
    }

    /** Hash: per member who it was when it joined, see {@link JoinRecord}. */
    static String joins(String stem) {
        return stem + ":joins";
    }

    /**
     * Hash: member to its heartbeat interval, milliseconds, and {@link #familyField} to what client it is; only where the
     * fence margin depends on them.
     */
    static String intervals(String stem) {
        return stem + ":intervals";
    }

    /** No member's name ends in this, and a node that knows of no families passes it over. */
    public static String familyField(String member) {
        return member + SEPARATOR;
    }

    /** Hash: finished shard to the time its topic was created, milliseconds; see finish_shard.lua. */
    static String finished(String stem) {
        return stem + ":finished";
    }

    /** Stream: what was decided, capped. */
    static String history(String stem) {
        return stem + ":history";
    }

    /** Hash: shard to checkpoint. */
    static String checkpoints(String stem) {
        return stem + ":checkpoints";
    }

    /** Hash with a TTL: the members of a deleted group whose leases are still to be dropped, see drop_members.lua. */
    static String deletedMembers(String stem) {
        return stem + ":deleted";
    }

    /** String with a TTL: the {@link Nonce} of the last deletion of a group. */
    static String deletion(String stem) {
        return stem + ":deletion";
    }

    /** String with a TTL: the member's lease. */
    public static String lease(String stem, String member) {
        return stem + ":lease:" + member;
    }

    /** What all keys of a group begin with. */
    public static String stem(GroupId group) {
        String path = group.path();
        return stem(bucket(path), path);
    }

    public static String stem(int bucket, String path) {
        return "sb:{" + bucket + "}:" + path;
    }

    /** The bucket that a key of a group names. */
    public static int bucketOf(String key) {
        return Integer.parseInt(key.substring(key.indexOf('{') + 1, key.indexOf('}')));
    }

    /** Sorted set: when what must be looked at, milliseconds. {@code g<path>}: a group; {@code l<path>\n<member>}: a lease. */
    public static String due(int bucket) {
        return "sb:{" + bucket + "}:due";
    }

    /**
     * Hash: seen, resumed and reindex, see sweep_bucket.lua; incarnation, born, lost, floor, format, see
     * begin_incarnation.lua.
     */
    public static String sweep(int bucket) {
        return "sb:{" + bucket + "}:sweep";
    }

    /** Hash: path of a group that passes leave alone to how often they failed, since when and why, see set_apart.lua. */
    static String damaged(int bucket) {
        return "sb:{" + bucket + "}:damaged";
    }

    /** Sorted set: the live nodes, by the time until which they are taken for live. */
    public static String nodes() {
        return "sb:{nodes}";
    }

    /** Hash: per node what it says of itself, see {@link NodeRecord}. */
    public static String nodesAbout() {
        return "sb:{nodes}:about";
    }

    /** Set: every namespace, for listings; one that is gone, or not there yet, may be listed. */
    public static String namespaces() {
        return "sb:namespaces";
    }

    /** Hash: version, name, description, tags, created. Exists exactly when the namespace does. */
    public static String namespace(Namespace namespace) {
        return "sb:{" + namespace + "}:namespace";
    }

    /** Hash: topic id to topic. */
    public static String topics(Namespace namespace) {
        return "sb:{" + namespace + "}:topics";
    }

    /** String with a TTL: the {@link Nonce} of the last deletion of a namespace. */
    public static String deletion(Namespace namespace) {
        return deletion("sb:{" + namespace + "}");
    }

    /** Hash with a TTL: group name to the {@link Nonce} of a deletion under way, see leave_name.lua. */
    public static String leaving(Namespace namespace, String scope) {
        return "sb:{" + namespace + "}:leaving:" + scope;
    }

    /** Hash: group name in lower case to the group's name, for one scope of a namespace. */
    public static String groups(Namespace namespace, String scope) {
        return "sb:{" + namespace + "}:groups:" + scope;
    }
}
