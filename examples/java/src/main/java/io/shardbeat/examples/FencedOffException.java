package io.shardbeat.examples;

/** Somebody with a newer token has the shard: whoever is told this has lost it, and may not know yet. */
final class FencedOffException extends Exception {
    private static final long serialVersionUID = 1;

    FencedOffException(int shard, long token) {
        super("shard " + shard + ": token " + token + " is older than one that was seen");
    }
}
