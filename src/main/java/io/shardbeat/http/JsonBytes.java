package io.shardbeat.http;

/** What can be said of a JSON body before it is read. */
public final class JsonBytes {
    private static final int LOOKED_AT = 4;

    private JsonBytes() {}

    /**
     * Whether it may be UTF-8, the one encoding of both protocols. JSON in UTF-16 or UTF-32, which a parser would detect
     * by itself and read, has a byte of 0 among its first four, or one of their byte-order marks.
     */
    public static boolean mayBeUtf8(byte[] body) {
        for (int i = 0; i < Math.min(LOOKED_AT, body.length); i++) {
            if (body[i] == 0 || body[i] == (byte) 0xFE || body[i] == (byte) 0xFF) {
                return false;
            }
        }
        return true;
    }
}
