package io.shardbeat.smallworld;

import io.shardbeat.smallworld.Invariants.BrokenException;
import io.shardbeat.smallworld.Rules.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Breadth first, so that the first trace found is a shortest one. Of a state that was seen only a hash of 64 bits is kept:
 * among a few million states it is all but certain that no two share one, and then one of them would not be looked at.
 */
final class Exploration {
    /** Of so many states, one is also followed until nothing happens any more. */
    private static final int CONVERGENCE_SHARE = 64;

    private final Rules rules;
    private final Set<Long> seen = new HashSet<>();

    /** How a state was reached; the last step first. */
    private record Path(String step, Path before, State root) {
        Path then(String next) {
            return new Path(next, this, root);
        }

        String text() {
            List<String> lines = new ArrayList<>();
            for (Path at = this; at.before != null; at = at.before) {
                lines.add(0, at.step);
            }
            StringBuilder text = new StringBuilder("from ").append(root.clients());
            for (int i = 0; i < lines.size(); i++) {
                text.append(System.lineSeparator()).append(i + 1).append(". ").append(lines.get(i));
            }
            return text.toString();
        }
    }

    private record Reached(State state, Path path) {}

    Exploration(Rules rules) {
        this.rules = rules;
    }

    /** Looks at every state that can be reached in so many steps. Returns what is broken first, with the steps to it. */
    Optional<String> explore(int depth) {
        try {
            List<Reached> level = rules.roots().stream()
                    .map(root -> new Reached(root, new Path("", null, root)))
                    .toList();
            for (int steps = 0; steps < depth; steps++) {
                List<Reached> next = new ArrayList<>();
                level.forEach(reached -> follow(reached, next));
                level = next;
            }
        } catch (BrokenException e) {
            return Optional.of(e.getMessage());
        }
        return Optional.empty();
    }

    private void follow(Reached reached, List<Reached> next) {
        for (Step step : rules.steps(reached.state())) {
            Path path = reached.path().then(step.what());
            try {
                State after = step.next().get();
                long hash = hash(after.key());
                if (seen.add(hash)) {
                    rules.check(after);
                    if (Math.floorMod(hash, CONVERGENCE_SHARE) == 0) {
                        checkConverges(after, path);
                    }
                    next.add(new Reached(after, path));
                }
            } catch (BrokenException e) {
                throw e.at(path.text());
            }
        }
    }

    private void checkConverges(State state, Path path) {
        try {
            rules.checkConverges(state);
        } catch (BrokenException e) {
            throw e.at("when nothing goes wrong any more, " + path.text());
        }
    }

    private static long hash(String key) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    int states() {
        return seen.size();
    }
}
