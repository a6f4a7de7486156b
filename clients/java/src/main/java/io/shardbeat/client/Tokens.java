package io.shardbeat.client;

import io.shardbeat.client.wire.Answer;
import io.shardbeat.client.wire.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a grant says: its shards, and a fencing token for each. */
final class Tokens {
    /** {@code my-logstore/0=1795303302354,my-logstore/1=1795303302354}; {@code *=…}, the epoch, where they are too many. */
    static final String HEADER = "x-shardbeat-tokens";

    /** The group's epoch when the answer was given: no earlier holder of any of its shards can have been told as much. */
    static final String EPOCH = "x-shardbeat-epoch";

    private static final Pattern PAIR = Pattern.compile("\\b(\\d{1,9})=(\\d{1,18})\\b");

    private Tokens() {}

    /** @throws IllegalArgumentException when the answer is no grant */
    static Grant grant(Answer answer) {
        if (!(Json.read(answer.body()) instanceof List<?> shards)) {
            throw new IllegalArgumentException("expected an array of shards");
        }
        long epoch = number(answer.headers().get(EPOCH));
        Map<Integer, Long> own = own(answer.headers().get(HEADER));
        Map<Integer, Long> tokens = new TreeMap<>();
        for (Object shard : shards) {
            if (!(shard instanceof Long number) || number != number.intValue() || number < 0) {
                throw new IllegalArgumentException("expected numbers of shards");
            }
            tokens.put(number.intValue(), own.getOrDefault(number.intValue(), epoch));
        }
        return new Grant(answer.sentAt(), tokens);
    }

    /** A header that does not name the shard, or is in another form, says nothing more than the epoch. */
    private static Map<Integer, Long> own(@Nullable String header) {
        Map<Integer, Long> tokens = new HashMap<>();
        Matcher pairs = PAIR.matcher(header == null ? "" : header);
        while (pairs.find()) {
            tokens.put(Integer.valueOf(pairs.group(1)), Long.valueOf(pairs.group(2)));
        }
        return tokens;
    }

    private static long number(@Nullable String text) {
        if (text == null) {
            throw new IllegalArgumentException("expected a header " + EPOCH + ": this is no Shardbeat node");
        }
        return Long.parseLong(text.strip());
    }
}
