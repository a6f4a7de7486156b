package io.shardbeat.load.plan;

/**
 * How many consumers of the whole fleet: a number, or a percentage. Which ones is a function of the fleet's size alone,
 * spread evenly over it, so that every load machine picks its own share of the same ones.
 */
public record Amount(double value, boolean isPercent) {
    public Amount {
        if (value < 0 || isPercent && value > 100) {
            throw new IllegalArgumentException("amount " + value + ", expected a number, or a percentage up to 100");
        }
    }

    public static Amount parse(String text) {
        boolean percent = text.endsWith("%");
        try {
            return new Amount(Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text), percent);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("amount '" + text + "', expected 2000 or 10%", e);
        }
    }

    public int of(int consumers) {
        return (int) Math.min(consumers, isPercent ? Math.round(consumers * value / 100) : (long) value);
    }

    /**
     * Whether consumer {@code k} of {@code consumers} is among them.
     *
     * @param turn another turn picks others, as far as there are others
     */
    public boolean includes(int k, int consumers, int turn) {
        long amount = of(consumers);
        long place = (k + (long) turn * Math.max(1, consumers / Math.max(1, amount) / 2 + 1)) % consumers;
        return (place + 1) * amount / consumers > place * amount / consumers;
    }

    @Override
    public String toString() {
        return (value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value))
                + (isPercent ? "%" : "");
    }
}
