package io.shardbeat.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Headers by their names, which are bytes as they came off the wire: to look one up by a string is to hash and to compare it
 * char by char, and to make a string of each costs more than to look through all of them.
 */
public final class HeaderNames {
    /** As many as this program asks for, and more. */
    private static final int MOST = 100;

    private static final Map<String, AsciiString> AS_ON_THE_WIRE = new ConcurrentHashMap<>();

    private HeaderNames() {}

    /** @param ours a constant of this program; never what a request says */
    static CharSequence asOnTheWire(String ours) {
        AsciiString known = AS_ON_THE_WIRE.get(ours);
        if (known != null || AS_ON_THE_WIRE.size() >= MOST) {
            return known == null ? ours : known;
        }
        return AS_ON_THE_WIRE.computeIfAbsent(ours, AsciiString::cached);
    }

    /** Names and values, in the order they came. */
    public static void forEach(MultiMap headers, BiConsumer<CharSequence, CharSequence> action) {
        if (headers instanceof HttpHeaders fromWire) {
            Iterator<Map.Entry<CharSequence, CharSequence>> all = fromWire.iteratorCharSequence();
            while (all.hasNext()) {
                Map.Entry<CharSequence, CharSequence> header = all.next();
                action.accept(header.getKey(), header.getValue());
            }
        } else {
            headers.forEach((name, value) -> action.accept(name, value));
        }
    }

    /** Whether the name of any of them begins so, in any case. */
    public static boolean anyBeginsWith(String prefix, MultiMap headers) {
        boolean[] found = {false};
        forEach(headers, (name, value) -> found[0] |= beginsWith(prefix, name));
        return found[0];
    }

    /** In any case. */
    public static boolean beginsWith(String prefix, CharSequence name) {
        return AsciiString.regionMatches(name, true, 0, prefix, 0, prefix.length());
    }
}
