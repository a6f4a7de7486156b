package io.shardbeat.redis.format;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.group.ClientFamily;
import io.shardbeat.group.Grant;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Lease;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How the values of a group are written in Redis: format 1. Sets of shards are in the dialect's own bytes. */
public final class Records {
    /** The member joined and no pass has included it yet. */
    static final char PENDING = 'p';

    private static final char STEADY = 'a';
    /** Known to renew_lease.lua, which keeps reports of such members with more care. */
    private static final char HANDING_OVER = 'h';

    /** Known to note_report.lua: the member's reports agree with the grant, in the rebuild whose epoch follows. */
    private static final char CONFIRMED = 'c';

    private static final char NEW_EPOCH = '*';
    private static final char STUCK = '!';
    private static final char RELEASED = '~';
    private static final String NOBODY = "";

    private final GroupId group;
    private final ShardSetCodec codec;

    public Records(GroupId group, ShardSetCodec codec) {
        this.group = group;
        this.codec = codec;
    }

    /** A flag, the epoch of the rebuild if the grant is confirmed for one, and the encoded grant. */
    public byte[] member(Grant grant) {
        byte[] flag = flag(grant).getBytes(StandardCharsets.US_ASCII);
        byte[] shards = codec.encode(group, grant.shards());
        byte[] record = Arrays.copyOf(flag, flag.length + shards.length);
        System.arraycopy(shards, 0, record, flag.length, shards.length);
        return record;
    }

    private static String flag(Grant grant) {
        if (grant.confirmedAt() != 0) {
            return CONFIRMED + Long.toString(grant.confirmedAt()) + ' ';
        }
        return String.valueOf(grant.handingOver() ? HANDING_OVER : STEADY);
    }

    public Grant grant(byte[] record) {
        try {
            long confirmedAt = record[0] == CONFIRMED ? number(record, new int[] {1}) : 0;
            return new Grant(codec.decode(group, grantBytes(record)), record[0] == HANDING_OVER, confirmedAt);
        } catch (RuntimeException e) {
            throw UnreadableRecordException.of("a member", record, e);
        }
    }

    /**
     * Whether what begins at {@code at} can be a member record. Its grant is only looked at from outside: decoding it costs
     * more than the heartbeat.
     */
    public static boolean isRecord(byte[] text, int at) {
        if (at >= text.length) {
            return false;
        }
        char flag = (char) text[at];
        if (flag == CONFIRMED) {
            int end = StoredNumber.end(text, at + 1);
            return end > at + 1 && end < text.length && text[end] == ' ';
        }
        return flag == STEADY || flag == PENDING || flag == HANDING_OVER;
    }

    public static boolean isPending(byte[] record) {
        return isPending(record, 0);
    }

    /** @param at where the member record begins */
    public static boolean isPending(byte[] text, int at) {
        return text[at] == PENDING;
    }

    /** @param at where the member record begins */
    public static boolean isSteady(byte[] text, int at) {
        return text[at] == STEADY;
    }

    public static boolean isConfirmed(byte[] record) {
        return record[0] == CONFIRMED;
    }

    public static byte[] grantBytes(byte[] record) {
        return Arrays.copyOfRange(record, grantStart(record, 0), record.length);
    }

    /**
     * Where the grant begins. A record with another flag is none of ours, and its end must not pass for a grant.
     *
     * @param at where the member record begins
     */
    public static int grantStart(byte[] text, int at) {
        byte flag = text[at];
        if (flag == CONFIRMED) {
            int[] from = {at + 1};
            number(text, from);
            return from[0];
        }
        if (flag != STEADY && flag != HANDING_OVER && flag != PENDING) {
            throw new IllegalArgumentException("a member's flag is not " + (char) (flag & 0xFF));
        }
        return at + 1;
    }

    /** Whether it begins with three numbers, as every lease does. */
    public static boolean isLease(byte[] value) {
        int at = 0;
        for (int number = 0; number < 3; number++) {
            int end = StoredNumber.end(value, at);
            if (end == at || end == value.length || value[end] != ' ') {
                return false;
            }
            at = end + 1;
        }
        return true;
    }

    /** Answered epoch, the epoch answered before it, the client's clock, the report. */
    public Lease lease(byte[] value) {
        try {
            int[] at = {0};
            long answered = number(value, at);
            long previous = number(value, at);
            number(value, at);
            return new Lease(codec.decode(group, Arrays.copyOfRange(value, at[0], value.length)), answered, previous);
        } catch (RuntimeException e) {
            throw UnreadableRecordException.of("a lease", value, e);
        }
    }

    /**
     * The digits up to the next space.
     *
     * @param at where they begin; moved behind the space
     */
    public static long number(byte[] value, int[] at) {
        int start = at[0];
        int end = StoredNumber.end(value, start);
        if (end == start || end == value.length || value[end] != ' ') {
            throw new IllegalArgumentException("no number and blank at byte " + start);
        }
        long number = 0;
        for (int i = start; i < end; i++) {
            number = number * 10 + (value[i] - '0');
        }
        at[0] = end + 1;
        return number;
    }

    /** Known to renew_lease.lua as one letter that changes when the client does. */
    public static String family(ClientFamily family) {
        return switch (family) {
            case UNKNOWN -> "u";
            case SLS_JAVA -> "j";
            case SLS_PYTHON -> "p";
            case SLS_GO -> "g";
            case CLS_PYTHON -> "P";
            case CLS_GO -> "G";
        };
    }

    /** What was not written, or by a later version, is nobody known. */
    public static ClientFamily family(byte @Nullable [] letter) {
        if (letter == null || letter.length != 1) {
            return ClientFamily.UNKNOWN;
        }
        return switch (letter[0]) {
            case 'j' -> ClientFamily.SLS_JAVA;
            case 'p' -> ClientFamily.SLS_PYTHON;
            case 'g' -> ClientFamily.SLS_GO;
            case 'P' -> ClientFamily.CLS_PYTHON;
            case 'G' -> ClientFamily.CLS_GO;
            default -> ClientFamily.UNKNOWN;
        };
    }

    public static String shard(ShardId shard) {
        return shard.topic() + "/" + shard.number();
    }

    public static ShardId shard(String text) {
        try {
            int slash = text.lastIndexOf('/');
            return new ShardId(text.substring(0, slash), StoredNumber.small(text.substring(slash + 1)));
        } catch (RuntimeException e) {
            throw UnreadableRecordException.of("a shard", text.getBytes(StandardCharsets.UTF_8), e);
        }
    }

    /** Epoch, time with marks when stuck and when released, and the two members; no name has control characters. */
    public static String handOver(HandOver handOver) {
        String epoch = handOver.sinceEpoch() == HandOver.NEW_EPOCH
                ? String.valueOf(NEW_EPOCH)
                : Long.toString(handOver.sinceEpoch());
        MemberId next = handOver.next();
        return epoch + " " + handOver.since().toEpochMilli() + (handOver.stuck() ? STUCK : "")
                + (handOver.isReleased() ? RELEASED + Millis.text(handOver.released()) : "")
                + " " + handOver.holder().name() + Keys.SEPARATOR + (next == null ? NOBODY : next.name());
    }

    public static HandOver handOver(String shard, byte[] value) {
        try {
            return readHandOver(shard, value);
        } catch (RuntimeException e) {
            throw UnreadableRecordException.of("a hand-over", value, e);
        }
    }

    private static HandOver readHandOver(String shard, byte[] value) {
        String text = new String(value, StandardCharsets.UTF_8);
        int millis = text.indexOf(' ') + 1;
        int holder = text.indexOf(' ', millis) + 1;
        int next = text.indexOf(Keys.SEPARATOR) + 1;
        String nextName = text.substring(next);
        String[] times = text.substring(millis, holder - 1).split(String.valueOf(RELEASED));
        boolean stuck = times[0].charAt(times[0].length() - 1) == STUCK;
        return new HandOver(
                shard(shard),
                new MemberId(text.substring(holder, next - 1)),
                nextName.equals(NOBODY) ? null : new MemberId(nextName),
                StoredNumber.of(text.substring(0, millis - 1)),
                Instant.ofEpochMilli(StoredNumber.of(times[0].substring(0, times[0].length() - (stuck ? 1 : 0)))),
                stuck,
                times.length > 1 ? Millis.time(times[1]) : null);
    }
}
