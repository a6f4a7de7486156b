package io.shardbeat.sls.group;

import io.shardbeat.coordinator.heartbeat.ReportBounds;
import io.shardbeat.sls.wire.CallRefused;
import io.shardbeat.sls.wire.SlsError;
import java.util.Arrays;

/**
 * Reads a JSON array of shard numbers, byte by byte: it is the body of every heartbeat. Also reads the object
 * {@code {"shards":[0,1]}} that the documentation shows; no official client sends it.
 */
final class ShardArray {
    private static final byte[] KEY = {'"', 's', 'h', 'a', 'r', 'd', 's', '"'};

    private final byte[] body;
    private final int most;
    private int at;
    private int[] numbers = new int[8];
    private int count;
    private boolean object;
    private boolean ascending = true;
    private boolean compact = true;

    private ShardArray(byte[] body, int most) {
        this.body = body;
        this.most = most;
    }

    /** What is stored. */
    static ShardArray parse(byte[] body) {
        return parse(body, ReportBounds.STORED);
    }

    /** Reads the whole body; throws {@link CallRefused} that says what it has instead. */
    static ShardArray parse(byte[] body, ReportBounds bounds) {
        ShardArray array = new ShardArray(body, bounds.shards());
        array.readBody();
        return array;
    }

    /** Whether it came as the value of {@code shards} in an object. */
    boolean inObject() {
        return object;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The numbers in the order they came; may repeat. */
    int[] numbers() {
        return Arrays.copyOf(numbers, count);
    }

    /** Ascending, distinct and without blanks: the body itself when it already is so. */
    byte[] canonical() {
        if (ascending && compact && !object) {
            return body;
        }
        if (!ascending) {
            Arrays.sort(numbers, 0, count);
            dropRepeated();
        }
        return ShardNumbers.encode(numbers, count);
    }

    private void dropRepeated() {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (kept == 0 || numbers[i] != numbers[kept - 1]) {
                numbers[kept++] = numbers[i];
            }
        }
        count = kept;
        ascending = true;
    }

    private void readBody() {
        skipBlanks();
        if (at < body.length && body[at] == '{') {
            object = true;
            at++;
            readKey();
            readArray();
            expect('}', "} after the array");
        } else {
            readArray();
        }
        skipBlanks();
        if (at < body.length) {
            throw unexpected("nothing more");
        }
    }

    private void readKey() {
        skipBlanks();
        int end = at + KEY.length;
        if (end > body.length || !Arrays.equals(body, at, end, KEY, 0, KEY.length)) {
            throw unexpected("\"shards\"");
        }
        at = end;
        expect(':', ":");
    }

    private void readArray() {
        expect('[', "[");
        skipBlanks();
        if (at < body.length && body[at] == ']') {
            at++;
            return;
        }
        while (true) {
            add(readNumber());
            skipBlanks();
            if (at < body.length && body[at] == ',') {
                at++;
                skipBlanks();
            } else {
                expect(']', ", or ] after a shard id");
                return;
            }
        }
    }

    private int readNumber() {
        int start = at;
        long number = 0;
        while (at < body.length && body[at] >= '0' && body[at] <= '9' && number <= Integer.MAX_VALUE) {
            number = number * 10 + body[at++] - '0';
        }
        if (at == start) {
            throw unexpected("a shard id");
        }
        if (number > Integer.MAX_VALUE || (body[start] == '0' && at > start + 1)) {
            at = start;
            throw unexpected("a shard id of 0 to " + Integer.MAX_VALUE + " without leading zeros");
        }
        return (int) number;
    }

    private void add(int number) {
        if (count == most) {
            throw refused("the body lists more than " + most + " shard ids");
        }
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * count);
        }
        ascending &= count == 0 || number > numbers[count - 1];
        numbers[count++] = number;
    }

    private void expect(char wanted, String description) {
        skipBlanks();
        if (at == body.length || body[at] != wanted) {
            throw unexpected(description);
        }
        at++;
    }

    private void skipBlanks() {
        while (at < body.length && isBlank(body[at])) {
            at++;
            compact = false;
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private CallRefused unexpected(String expected) {
        if (body.length == 0) {
            return refused("the body is empty");
        }
        String found = at == body.length ? "the end" : found(body[at]);
        return refused("the body has " + found + " at byte " + at + " where " + expected + " was expected");
    }

    private static String found(byte b) {
        return b > ' ' && b < 127 ? "'" + (char) b + "'" : "byte 0x" + Integer.toHexString(b & 0xFF);
    }

    private static CallRefused refused(String what) {
        return new CallRefused(
                SlsError.POST_BODY_INVALID, what + ": it must be a JSON array of shard ids, such as [0,1] or []");
    }
}
