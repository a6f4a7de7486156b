package io.shardbeat.config.check;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How many letters must be put in, taken out, exchanged or swapped with their neighbour to make one word the other. */
final class EditDistance {
    /** Beyond this share of a word it is another word. */
    private static final double FAR = 0.34;

    private EditDistance() {}

    /** The known word that is nearest, if any is near. */
    static Optional<String> nearest(String word, List<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(each -> between(word, each)))
                .filter(each -> between(word, each) <= FAR * Math.max(word.length(), each.length()));
    }

    static int between(String from, String to) {
        int[][] steps = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : cheapest(steps, from, to, i, j);
            }
        }
        return steps[from.length()][to.length()];
    }

    private static int cheapest(int[][] steps, String from, String to, int i, int j) {
        boolean isSame = from.charAt(i - 1) == to.charAt(j - 1);
        int best = Math.min(Math.min(steps[i - 1][j], steps[i][j - 1]) + 1, steps[i - 1][j - 1] + (isSame ? 0 : 1));
        boolean isSwapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return isSwapped ? Math.min(best, steps[i - 2][j - 2] + 1) : best;
    }
}
