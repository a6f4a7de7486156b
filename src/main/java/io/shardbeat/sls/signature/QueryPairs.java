package io.shardbeat.sls.signature;

import io.shardbeat.security.signature.SignedText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A query string, decoded and sorted by key, as both signature versions want it. Clients encode differently on the wire
 * (Java writes a space as {@code %20}, Go and Python as {@code +}) but sign the decoded values, or those encoded anew.
 */
final class QueryPairs {
    private static final byte[] UPPER_HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    /** Keys and values one after another, decoded in place: decoding never lengthens. */
    private final byte[] text;

    private Pair[] pairs = new Pair[4];
    private int size;

    private QueryPairs(byte[] text) {
        this.text = text;
    }

    /** {@code query} may be {@code null} and is then without pairs. */
    static QueryPairs of(@Nullable String query) {
        QueryPairs pairs = new QueryPairs(query == null ? new byte[0] : query.getBytes(StandardCharsets.ISO_8859_1));
        pairs.decode();
        Arrays.sort(pairs.pairs, 0, pairs.size);
        return pairs;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Version 1: {@code key=value} joined by {@code &}, as they mean; {@code =} also before an empty value. */
    void addTo(SignedText out) {
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                out.add('&');
            }
            Pair pair = pairs[i];
            out.add(text, pair.key, pair.keyEnd).add('=').add(text, pair.keyEnd, pair.valueEnd);
        }
    }

    /**
     * Version 4: percent-encoded as in RFC 3986, and an empty value without {@code =}. Clients leave names as they are, and
     * no name of theirs needs encoding; it keeps {@code a%3D1%26b=2} from passing for {@code a=1&b=2}.
     */
    void addEncodedTo(SignedText out) {
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                out.add('&');
            }
            Pair pair = pairs[i];
            encode(pair.key, pair.keyEnd, out);
            if (pair.valueEnd > pair.keyEnd) {
                out.add('=');
                encode(pair.keyEnd, pair.valueEnd, out);
            }
        }
    }

    private void encode(int from, int to, SignedText out) {
        for (int i = from; i < to; i++) {
            byte b = text[i];
            if (isUnreserved(b)) {
                out.add(b);
            } else {
                out.add('%').add(UPPER_HEX[(b >> 4) & 0xF]).add(UPPER_HEX[b & 0xF]);
            }
        }
    }

    private void decode() {
        int from = 0;
        int to = 0;
        while (from < text.length) {
            int end = from;
            while (end < text.length && text[end] != '&') {
                end++;
            }
            if (end > from) {
                to = decodePair(from, end, to);
            }
            from = end + 1;
        }
    }

    private int decodePair(int from, int end, int to) {
        int equals = from;
        while (equals < end && text[equals] != '=') {
            equals++;
        }
        int keyEnd = decode(from, equals, to);
        int valueEnd = equals < end ? decode(equals + 1, end, keyEnd) : keyEnd;
        if (size == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * size);
        }
        pairs[size++] = new Pair(text, to, keyEnd, valueEnd);
        return valueEnd;
    }

    /** Decodes a part of the text to {@code to} and says where it then ends. */
    private int decode(int from, int end, int to) {
        int written = to;
        for (int i = from; i < end; i++) {
            byte b = text[i];
            if (b == '+') {
                b = ' ';
            } else if (b == '%' && i + 2 < end) {
                int value = hex(text[i + 1]) << 4 | hex(text[i + 2]);
                if (value >= 0) {
                    b = (byte) value;
                    i += 2;
                }
            }
            text[written++] = b;
        }
        return written;
    }

    /** Negative when {@code b} is no hex digit, and so is whatever it is or-ed with. */
    private static int hex(byte b) {
        return Character.digit(b, 16);
    }

    private static boolean isUnreserved(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || "-_.~".indexOf(b) >= 0;
    }

    /** Where in the text a pair is; its value follows its key. */
    private record Pair(byte[] text, int key, int keyEnd, int valueEnd) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair other) {
            return Arrays.compareUnsigned(text, key, keyEnd, text, other.key, other.keyEnd);
        }
    }
}
