package io.shardbeat.testkit;

import io.shardbeat.security.AccessKey;
import io.shardbeat.security.AccessKeys;
import java.util.List;
import java.util.Set;

/** Access keys for tests. */
public final class Keys {
    private Keys() {}

    /** The only key there is; temporary if there are tokens. */
    public static AccessKeys only(String id, String secret, String... tokens) {
        AccessKey key = new AccessKey(id, secret, Set.of(tokens), List.of());
        return asked -> asked.equals(id) ? key : null;
    }
}
