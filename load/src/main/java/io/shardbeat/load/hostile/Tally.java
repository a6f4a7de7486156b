package io.shardbeat.load.hostile;

import io.shardbeat.load.plan.Attack;
import io.shardbeat.load.report.Hostile;

/** What the clients of one attack have done so far. On their event loop only. */
final class Tally {
    private final Attack attack;
    int clients;
    long connections;
    long sent;
    long bytes;
    long answers;
    long closed;
    long refused;

    Tally(Attack attack) {
        this.attack = attack;
    }

    /** @param from the second of the run at which they began */
    Hostile hostile(int from) {
        return new Hostile(attack, clients, connections, sent, bytes, answers, closed, refused, from);
    }
}
