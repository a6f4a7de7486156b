package io.shardbeat.redis.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.NumberRuns;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.shard.Decision.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link HistoryRecord} wrote, and what older versions did: a list of decisions, each with its names. A kind or
 * cause that only a newer version knows is left out: nodes of two versions share one store during an upgrade.
 */
final class HistoryEntry {
    /** A commit decides a few thousand things; a damaged value must not fill the memory. */
    private static final int MOST = 1 << 17;

    private final JsonNode root;
    private final Predicate<Decision> wanted;
    private final List<Decision> decisions = new ArrayList<>();
    private int told;

    HistoryEntry(JsonNode root, Predicate<Decision> wanted) {
        this.root = root;
        this.wanted = wanted;
        root.path("runs").forEach(this::readRun);
        root.path("decisions").forEach(this::readSingle);
    }

    /** Those that are wanted. */
    List<Decision> decisions() {
        return decisions;
    }

    /** How many the entry has that this version knows, wanted or not. */
    int told() {
        return told;
    }

    private void readRun(JsonNode run) {
        String[] why = root.path("why").path(run.path(0).asInt(-1)).asText("").split(" ", 2);
        Kind kind = kind(why[0]);
        if (kind == null) {
            return;
        }
        Cause cause = cause(why.length > 1 ? why[1] : "");
        MemberId from = member(run.path(1));
        MemberId to = member(run.path(2));
        if (run.size() <= 3) {
            add(new Decision(kind, null, from, to, cause));
            return;
        }
        String topic = root.path("topics").path(run.path(3).asInt(-1)).asText();
        for (int number : NumberRuns.decode(run.path(4).asText(), MOST - told)) {
            add(new Decision(kind, new ShardId(topic, number), from, to, cause));
        }
    }

    private @Nullable MemberId member(JsonNode index) {
        int number = index.asInt(-1);
        if (number < 0) {
            return null;
        }
        JsonNode name = root.path("names").path(number);
        if (!name.isTextual()) {
            throw new IllegalArgumentException("a run refers to name " + number + ", which is not there");
        }
        return new MemberId(name.asText());
    }

    private void readSingle(JsonNode node) {
        Kind kind = kind(node.path("kind").asText());
        if (kind != null) {
            String shard = node.path("shard").asText("");
            add(new Decision(
                    kind,
                    shard.isEmpty() ? null : Records.shard(shard),
                    named(node, "from"),
                    named(node, "to"),
                    cause(node.path("cause").asText(""))));
        }
    }

    private void add(Decision decision) {
        told++;
        if (wanted.test(decision)) {
            decisions.add(decision);
        }
    }

    private static @Nullable MemberId named(JsonNode node, String field) {
        String name = node.path(field).asText("");
        return name.isEmpty() ? null : new MemberId(name);
    }

    private static @Nullable Kind kind(String name) {
        return Arrays.stream(Kind.values())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Cause cause(String name) {
        return Arrays.stream(Cause.values())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
