package io.shardbeat.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who works on what, told by the listeners themselves, and by nobody else. */
final class WorkJournal {
    private final Map<Integer, String> working = new TreeMap<>();
    private final Map<Integer, Long> tokens = new HashMap<>();
    private final List<String> breaches = new ArrayList<>();

    synchronized void begins(String member, int shard, long token) {
        String other = working.put(shard, member);
        if (other != null) {
            breaches.add(shard + " is begun by " + member + " while " + other + " works on it");
        }
        Long before = tokens.put(shard, token);
        if (before != null && before > token) {
            breaches.add("the token of " + shard + " fell from " + before + " to " + token);
        }
    }

    synchronized void ends(String member, int shard) {
        if (!working.remove(shard, member)) {
            breaches.add(member + " ends " + shard + ", which it does not work on");
        }
    }

    /** Its process is gone, without a word. */
    synchronized void dies(String member) {
        working.values().removeIf(member::equals);
    }

    synchronized long count(String member) {
        return working.values().stream().filter(member::equals).count();
    }

    synchronized List<String> breaches() {
        return List.copyOf(breaches);
    }
}
