package io.shardbeat.catalog;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The hash keys that go to one shard: 128-bit numbers, written as 32 hex digits. The last range of a topic ends at
 * {@code ff..f}, as both protocols show it, though its shard takes that key too.
 *
 * @param begin the first key, included
 * @param end the last key, excluded
 */
public record KeyRange(BigInteger begin, BigInteger end) {
    public static final int HEX_DIGITS = 32;

    private static final BigInteger SPACE = BigInteger.ONE.shiftLeft(4 * HEX_DIGITS);
    private static final BigInteger LAST = SPACE.subtract(BigInteger.ONE);
    private static final Pattern KEY = Pattern.compile("[0-9a-fA-F]{" + HEX_DIGITS + "}");

    /** All keys. */
    public static final KeyRange WHOLE = new KeyRange(BigInteger.ZERO, LAST);

    public KeyRange {
        if (begin.signum() < 0 || end.compareTo(LAST) > 0 || begin.compareTo(end) >= 0) {
            throw new IllegalArgumentException("a key range must not be empty, was [" + begin + ", " + end + ")");
        }
    }

    /** The key that 32 hex digits stand for; empty when the text is anything else. */
    public static Optional<BigInteger> key(String hex) {
        return KEY.matcher(hex).matches() ? Optional.of(new BigInteger(hex, 16)) : Optional.empty();
    }

    /** A key as 32 lower-case hex digits. */
    public static String hex(BigInteger key) {
        return String.format(Locale.ROOT, "%0" + HEX_DIGITS + "x", key);
    }

    /** One of {@code parts} even parts, counted from 0. */
    KeyRange part(int index, int parts) {
        return new KeyRange(cut(index, parts), index + 1 == parts ? end : cut(index + 1, parts));
    }

    /** Where part {@code index} of {@code parts} begins. */
    private BigInteger cut(int index, int parts) {
        return begin.add(width().multiply(BigInteger.valueOf(index)).divide(BigInteger.valueOf(parts)));
    }

    /** The part that begins at {@code key}, of {@code parts} even parts; -1 when none does. */
    int partThatBeginsAt(BigInteger key, int parts) {
        BigInteger[] guess = key.subtract(begin)
                .multiply(BigInteger.valueOf(parts))
                .add(width().subtract(BigInteger.ONE))
                .divideAndRemainder(width());
        int index = guess[0].bitLength() < Integer.SIZE ? guess[0].intValue() : -1;
        return index >= 0 && index < parts && cut(index, parts).equals(key) ? index : -1;
    }

    /** The keys that cut this range into even parts; fewer than {@code parts - 1} when it is too narrow. */
    List<BigInteger> cuts(int parts) {
        List<BigInteger> cuts = new ArrayList<>();
        for (int i = 1; i < parts; i++) {
            BigInteger cut = cut(i, parts);
            BigInteger before = cuts.isEmpty() ? begin : cuts.get(cuts.size() - 1);
            if (cut.compareTo(before) > 0 && cut.compareTo(end) < 0) {
                cuts.add(cut);
            }
        }
        return cuts;
    }

    /** The ranges between ascending keys inside of this range. */
    List<KeyRange> cutAt(List<BigInteger> cuts) {
        List<KeyRange> ranges = new ArrayList<>();
        BigInteger from = begin;
        for (BigInteger cut : cuts) {
            ranges.add(new KeyRange(from, cut));
            from = cut;
        }
        ranges.add(new KeyRange(from, end));
        return ranges;
    }

    /** Whether cutting at {@code key} leaves something on both sides. */
    boolean canBeCutAt(BigInteger key) {
        return key.compareTo(begin) > 0 && key.compareTo(end) < 0;
    }

    /** How many keys there are. */
    BigInteger width() {
        return (end.equals(LAST) ? SPACE : end).subtract(begin);
    }
}
