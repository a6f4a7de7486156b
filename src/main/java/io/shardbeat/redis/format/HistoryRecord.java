package io.shardbeat.redis.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.NumberRuns;
import io.shardbeat.coordinator.groups.HistoryPage.Pass;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.redis.format.DecisionRuns.Likeness;
import io.shardbeat.redis.format.DecisionRuns.Run;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of one commit in the group's history: an entry of a stream, with the decisions as JSON,
 * {@code {"count":3,"names":["a","b"],"topics":["orders"],"why":["HAND_OVER_BEGUN BALANCED"],"runs":[[0,0,1,0,"0-2"]]}}. A
 * run is the number of its why, of the member that loses and the one that gains, -1 for none, of its topic, and the shards;
 * the last two are not there where no shard is concerned.
 */
public final class HistoryRecord {
    /** A commit writes a thousand fields; only names as long as they may be make its record longer than this. */
    private static final int MAX_CHARS = 256 << 10;

    private static final int NOBODY = -1;

    private final ObjectMapper json = new ObjectMapper();

    public String encode(List<Decision> decisions) {
        ObjectNode root = json.createObjectNode();
        root.put("count", decisions.size());
        Table names = new Table();
        Table topics = new Table();
        Table whys = new Table();
        ArrayNode runs = json.createArrayNode();
        int chars = 0;
        for (Run run : new DecisionRuns(decisions).runs) {
            Likeness of = run.of();
            String why = of.kind() + (of.cause() == null ? "" : " " + of.cause());
            ArrayNode node = runs.addArray();
            node.add(whys.index(why)).add(names.index(of.from())).add(names.index(of.to()));
            if (of.topic() != null) {
                String numbers = NumberRuns.encode(run.sorted());
                node.add(topics.index(of.topic())).add(numbers);
                chars += numbers.length();
            }
            if (chars + names.chars + topics.chars > MAX_CHARS) {
                break;
            }
        }
        root.set("names", names.node);
        root.set("topics", topics.node);
        root.set("why", whys.node);
        root.set("runs", runs);
        return root.toString();
    }

    /** What is written once and referred to by its number. */
    private final class Table {
        private final ArrayNode node = json.createArrayNode();
        private final Map<String, Integer> index = new HashMap<>();
        private int chars;

        private int index(@Nullable MemberId member) {
            return member == null ? NOBODY : index(member.name());
        }

        private int index(String text) {
            Integer known = index.get(text);
            if (known == null) {
                known = node.size();
                index.put(text, known);
                node.add(text);
                chars += text.length();
            }
            return known;
        }
    }

    /** When an entry of the stream was written: its id begins with that. */
    public static Instant time(String id) {
        return Instant.ofEpochMilli(StoredNumber.of(id.substring(0, id.indexOf('-'))));
    }

    /** All of an entry. */
    public Pass decode(String id, Map<String, String> fields) {
        return decode(id, fields, decision -> true);
    }

    /**
     * What is wanted of an entry of the stream.
     *
     * @param id its id, which begins with the time
     * @param fields its fields, as commit_plan.lua wrote them
     */
    public Pass decode(String id, Map<String, String> fields, Predicate<Decision> wanted) {
        try {
            JsonNode root = json.readTree(SettingsRecord.required(fields, "decisions"));
            HistoryEntry entry = new HistoryEntry(root, wanted);
            int count = root.path("count").asInt();
            return new Pass(
                    StoredNumber.of(SettingsRecord.required(fields, "epoch")),
                    time(id),
                    count,
                    entry.decisions(),
                    entry.told() == count);
        } catch (JsonProcessingException e) {
            throw UnreadableRecordException.of(
                    "a pass", fields, new IllegalArgumentException("entry " + id + " is not JSON"));
        } catch (RuntimeException e) {
            throw UnreadableRecordException.of("a pass", fields, e);
        }
    }
}
