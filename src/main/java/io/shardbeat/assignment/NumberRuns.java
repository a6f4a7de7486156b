package io.shardbeat.assignment;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** Numbers in their order as text: {@code 0-99,105}. Neighbours that ascend by one are one run. */
public final class NumberRuns {
    private NumberRuns() {}

    public static String encode(int... numbers) {
        StringBuilder text = new StringBuilder();
        for (int first = 0; first < numbers.length; ) {
            int last = first;
            while (last + 1 < numbers.length && numbers[last + 1] == numbers[last] + 1) {
                last++;
            }
            text.append(first == 0 ? "" : ",").append(numbers[first]);
            if (last > first) {
                text.append('-').append(numbers[last]);
            }
            first = last + 1;
        }
        return text.toString();
    }

    /**
     * @param most more are refused: a damaged value must not fill the memory
     * @throws IllegalArgumentException when the text is not of this form
     */
    public static int[] decode(String text, int most) {
        int[] numbers = new int[Math.min(most, 16)];
        int[] size = {0};
        int[][] grown = {numbers};
        forEach(text, most, number -> {
            if (size[0] == grown[0].length) {
                grown[0] = Arrays.copyOf(grown[0], Math.min(most, 2 * size[0] + 1));
            }
            grown[0][size[0]++] = number;
        });
        return Arrays.copyOf(grown[0], size[0]);
    }

    private static void forEach(String text, int most, IntConsumer each) {
        if (text.isEmpty()) {
            return;
        }
        int left = most;
        for (String run : text.split(",", -1)) {
            int dash = run.indexOf('-');
            int first = number(dash < 0 ? run : run.substring(0, dash));
            int last = dash < 0 ? first : number(run.substring(dash + 1));
            if (last < first || last - first >= left) {
                throw new IllegalArgumentException("a run of numbers is not ascending, or there are more than " + most);
            }
            left -= last - first + 1;
            for (int number = first; number < last; number++) {
                each.accept(number);
            }
            each.accept(last);
        }
    }

    private static int number(String digits) {
        int number = Integer.parseInt(digits);
        if (number < 0) {
            throw new IllegalArgumentException("a number is negative: " + digits);
        }
        return number;
    }
}
