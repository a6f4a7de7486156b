package io.shardbeat.sls.group;

/** Writes shard numbers as the JSON array that requests and answers carry. */
final class ShardNumbers {
    private static final byte[] NONE = {'[', ']'};

    private ShardNumbers() {}

    /** The first {@code count} of {@code numbers}, none of them negative. */
    static byte[] encode(int[] numbers, int count) {
        if (count == 0) {
            return NONE.clone();
        }
        int length = 1 + count;
        for (int i = 0; i < count; i++) {
            length += digits(numbers[i]);
        }
        byte[] array = new byte[length];
        array[0] = '[';
        int at = 1;
        for (int i = 0; i < count; i++) {
            at = write(numbers[i], array, at);
            array[at++] = ',';
        }
        array[length - 1] = ']';
        return array;
    }

    private static int write(int number, byte[] array, int at) {
        int end = at + digits(number);
        int rest = number;
        for (int i = end - 1; i >= at; i--) {
            array[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return end;
    }

    private static int digits(int number) {
        int digits = 1;
        for (int rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }
}
