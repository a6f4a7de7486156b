package io.shardbeat.smallworld;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.testkit.memory.MemoryGroup;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The invariants of a state, by their names in {@code docs/architecture.md}. */
final class Invariants {
    private static final int SHARDS = 2;

    private Invariants() {}

    static void check(boolean holds, String message, Object... values) {
        if (!holds) {
            throw new BrokenException(String.format(message, values));
        }
    }

    static void check(MemoryGroup group, List<Client> clients) {
        Set<ShardId> granted = new HashSet<>();
        group.grants()
                .forEach((member, grant) -> grant.shards()
                        .forEach(shard ->
                                check(granted.add(shard), "I1: %s is granted twice: %s", shard, group.grants())));
        group.handOvers()
                .keySet()
                .forEach(shard -> check(!granted.contains(shard), "I1: %s is granted and in hand-over", shard));
        for (Client client : clients) {
            for (ShardId shard : client.working()) {
                clients.stream()
                        .filter(other -> !other.name().equals(client.name()) && !other.lapsed() && !client.lapsed())
                        .forEach(other -> check(!other.held().contains(shard), "I2: %s and %s", client, other));
            }
        }
    }

    static void checkAtRest(MemoryGroup group, List<Client> clients) {
        List<Client> up = clients.stream().filter(Client::up).toList();
        Map<String, ShardSet> grants = group.grants();
        check(grants.size() == up.size(), "I10: members are %s, clients %s", grants, clients);
        check(group.handOvers().isEmpty(), "I10: still in hand-over: %s", group.handOvers());
        for (Client client : up) {
            Set<ShardId> shards = Set.copyOf(grants.get(client.name()).shards());
            check(client.held().equals(shards), "I10: granted %s, but %s", shards, client);
            check(shards.size() == SHARDS / up.size(), "I5: grants are %s", grants);
        }
    }

    /** Something happened that never may. */
    static final class BrokenException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final boolean placed;

        BrokenException(String message) {
            this(message, false);
        }

        private BrokenException(String message, boolean placed) {
            super(message);
            this.placed = placed;
        }

        /** The same, with the steps that lead to it, if it does not have them. */
        BrokenException at(String where) {
            return placed ? this : new BrokenException(getMessage() + ", " + where, true);
        }
    }
}
