package io.shardbeat.testkit;

import io.shardbeat.assignment.ShardSet;

/** Is told what members send before they send it, and what they were answered before they send again. */
public interface BeatObserver {
    void sends(String member, ShardSet report);

    /**
     * What the member may hold from now on.
     *
     * @param epoch as answered, or 0 when the client cannot see it
     */
    void isAnswered(String member, ShardSet grant, long epoch);
}
