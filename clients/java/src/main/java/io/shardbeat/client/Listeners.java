package io.shardbeat.client;

/** Runs what the user gave, somewhere else: no method waits for it. */
interface Listeners {
    /** Calls {@link Holdings#startFailed} when it throws. */
    void start(int shard, long token);

    /** After the start of the shard has returned; calls {@link Holdings#ended} when it has returned itself. */
    void stop(int shard);
}
