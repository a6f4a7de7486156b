package io.shardbeat.load.report;

import java.util.ArrayList;
import java.util.List;

/**
 * From values to pixels along one axis.
 *
 * @param min the value at {@code from}
 * @param max the value at {@code to}
 * @param log whether equal steps are equal factors; then {@code min} is above 0
 */
record Scale(double min, double max, boolean log, double from, double to) {
    private static final int STEPS = 5;

    static Scale linear(double max, double from, double to) {
        double step = step(max / STEPS);
        return new Scale(0, step * Math.max(1, Math.ceil(max / step - 1e-9)), false, from, to);
    }

    /** Over whole powers of ten. */
    static Scale log(double min, double max, double from, double to) {
        double low = Math.pow(10, Math.floor(Math.log10(min)));
        double high = Math.pow(10, Math.ceil(Math.log10(Math.max(max, 2 * low))));
        return new Scale(low, high, true, from, to);
    }

    double at(double value) {
        double share = log ? Math.log(Math.max(value, min) / min) / Math.log(max / min) : (value - min) / (max - min);
        return from + share * (to - from);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (log) {
            for (double tick = min; tick <= max * 1.001; tick *= 10) {
                ticks.add(tick);
            }
        } else {
            double step = step(max / STEPS);
            for (int i = 0; i * step <= max * 1.001; i++) {
                ticks.add(i * step);
            }
        }
        return ticks;
    }

    /** The next 1, 2 or 5 times a power of ten. */
    private static double step(double atLeast) {
        if (atLeast <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        double times = atLeast / power;
        return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
    }
}
