package io.shardbeat.load.report;

/**
 * A line of a plot.
 *
 * @param name for the legend
 * @param hue 1 to 3, one of the page's colours
 * @param x ascending
 * @param y as many
 */
record Series(String name, int hue, double[] x, double[] y) {
    double maxX() {
        return max(x);
    }

    double maxY() {
        return max(y);
    }

    private static double max(double[] values) {
        double max = 0;
        for (double value : values) {
            max = Math.max(max, value);
        }
        return max;
    }
}
