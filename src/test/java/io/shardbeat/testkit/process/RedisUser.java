package io.shardbeat.testkit.process;

import java.net.URI;

/**
 * Who nodes are to the Redis of the tests: a user that may do what docs/operations.md lists, and nothing else. The default
 * user may do everything; tests look past nodes as that one, see {@link RedisConsole}.
 */
public final class RedisUser {
    /** What the user may do: what a node needs at the least. The last one only in a cluster. */
    public static final String RULES = "~sb:* resetchannels +@read +@write +@scripting +@connection +@transaction"
            + " -@dangerous +info +time +cluster|slots";

    static final String ACL = "user default on nopass ~* &* +@all\nuser shardbeat on >least-secret " + RULES + "\n";

    /** The same name at a Sentinel, with what is asked of one. */
    static final String SENTINEL_ACL =
            "user default on nopass ~* &* +@all\nuser shardbeat on >least-secret resetchannels"
                    + " &+switch-master +@connection +subscribe +sentinel|get-master-addr-by-name +sentinel|sentinels"
                    + " +sentinel|replicas +sentinel|slaves\n";

    private RedisUser() {}

    /** The address of a Redis on 127.0.0.1, as a node is given it. */
    public static URI at(int port) {
        return URI.create("redis://shardbeat:least-secret@127.0.0.1:" + port);
    }
}
