package io.shardbeat.ctl.cli.look;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.ctl.print.Cell;
import io.shardbeat.ctl.text.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The patches of a live stream as lines: what was decided, and what else is news to a person. A heartbeat is not. */
final class Happenings {
    /** Of a group or a member: what it is called, and what changes all the time. */
    private static final Set<String> NO_NEWS = Set.of(
            "path",
            "dialect",
            "namespace",
            "scope",
            "name",
            "topics",
            "ordered",
            "sessionTimeoutMillis",
            "fenceMarginMillis",
            "releaseMarginMillis",
            "lastHeartbeat",
            "intervalMillis",
            "answeredEpoch",
            "joined",
            "client",
            "address",
            "key");

    /** Hosts by node. */
    private Map<String, String> nodes = Map.of();

    private final Map<String, JsonNode> losses = new HashMap<>();

    /** The lines of one patch; none where nothing happened that a person would want to know. */
    List<String> in(JsonNode patch) {
        List<String> lines = new ArrayList<>();
        decisions(patch.path("history").path("passes"), lines);
        if (patch.path("group").isObject()) {
            say("group", patch.path("group"), lines);
        }
        rows("member", patch.path("members").path("rows"), lines);
        rows("group", patch.path("groups").path("rows"), lines);
        nodes(patch.path("nodes"), lines);
        return lines;
    }

    /** The earliest first. */
    private static void decisions(JsonNode passes, List<String> lines) {
        List<JsonNode> decided = new ArrayList<>();
        passes.forEach(decided::add);
        decided.sort(Comparator.comparingLong(pass -> pass.path("epoch").asLong()));
        decided.forEach(pass -> pass.path("decisions")
                .forEach(decision ->
                        lines.add("decided " + Cell.text(pass.path("at")) + "  " + Sentences.of(decision))));
    }

    private static void rows(String what, JsonNode rows, List<String> lines) {
        rows.properties().forEach(row -> {
            String name = what + ' ' + Printable.of(row.getKey());
            if (row.getValue().isNull()) {
                lines.add(name + "  is gone");
            } else {
                say(name, row.getValue(), lines);
            }
        });
    }

    private static void say(String name, JsonNode changed, List<String> lines) {
        List<String> news = new ArrayList<>();
        if (changed instanceof ObjectNode all) {
            ObjectNode left = all.deepCopy();
            left.remove(NO_NEWS);
            JsonNode wishes = left.remove("wishes");
            left.properties().forEach(field -> fact(field.getKey(), field.getValue(), news));
            if (wishes != null) {
                news.add("wanted: " + wanted(wishes));
            }
        }
        if (!news.isEmpty()) {
            lines.add(name + "  " + String.join(", ", news));
        }
    }

    private static void fact(String name, JsonNode value, List<String> facts) {
        if (value.isObject()) {
            value.properties().forEach(field -> fact(name + '.' + field.getKey(), field.getValue(), facts));
        } else {
            facts.add(Printable.of(name) + '=' + Cell.text(value));
        }
    }

    private static String wanted(JsonNode wishes) {
        List<String> told = new ArrayList<>();
        wishes.forEach(wish -> told.add(Cell.text(wish.path("kind"))
                + (wish.path("of").isTextual() ? " " + Cell.text(wish.path("of")) : "")
                + " (" + Cell.text(wish.path("reason")) + ')'));
        return told.isEmpty() ? "nothing" : String.join(", ", told);
    }

    private void nodes(JsonNode part, List<String> lines) {
        for (String loss : List.of("lostEverything", "lostWrites")) {
            JsonNode at = part.path(loss);
            if (at.isTextual() && !at.equals(losses.put(loss, at))) {
                lines.add("redis  " + loss + '=' + Cell.text(at));
            }
        }
        if (!part.path("nodes").isArray()) {
            return;
        }
        Map<String, String> now = new TreeMap<>();
        part.path("nodes").forEach(node -> now.put(Cell.text(node.path("id")), Cell.text(node.path("host"))));
        now.forEach((id, host) -> {
            if (!nodes.containsKey(id)) {
                lines.add("node " + id + "  is there, host=" + host);
            }
        });
        nodes.forEach((id, host) -> {
            if (!now.containsKey(id)) {
                lines.add("node " + id + "  is gone, host=" + host);
            }
        });
        nodes = now;
    }
}
