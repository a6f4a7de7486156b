package io.shardbeat.load.plan;

import java.util.List;

/**
 * The hostile clients beside a fleet.
 *
 * @param clients how many, of all attacks together
 * @param attacks dealt out to them in turn
 */
public record Hostility(int clients, List<Attack> attacks) {
    /** What one machine's ports and one event loop can do; more is not the point. */
    private static final int MOST = 5_000;

    public static final Hostility NONE = new Hostility(0, List.of());

    public Hostility {
        attacks = List.copyOf(attacks);
        if (clients > MOST) {
            throw new IllegalArgumentException(clients + " hostile clients, expected at most " + MOST);
        }
        if (clients > 0 && attacks.isEmpty()) {
            throw new IllegalArgumentException("hostile clients without an attack, expected at least one");
        }
    }

    /** The attack of a client, by its number. */
    public Attack of(int client) {
        return attacks.get(client % attacks.size());
    }

    @Override
    public String toString() {
        return clients + " hostile clients: "
                + String.join(
                        ", ",
                        attacks.stream()
                                .map(attack -> attack.name().toLowerCase(java.util.Locale.ROOT))
                                .toList());
    }
}
