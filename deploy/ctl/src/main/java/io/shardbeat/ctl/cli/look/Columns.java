package io.shardbeat.ctl.cli.look;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.print.Cell;
import io.shardbeat.ctl.print.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The tables that more than one command prints. */
final class Columns {
    private Columns() {}

    static List<Column> members(Instant now) {
        return List.of(
                Column.of("MEMBER", "name"),
                new Column("STATE", false, Columns::memberState),
                Column.of("GRANTED", "granted"),
                Column.of("REPORTED", "reported"),
                new Column("HEARTBEAT", false, member -> heartbeat(member, now)),
                Column.millis("LEASE", "leaseLeftMillis"),
                Column.of("WEIGHT", "weight"),
                Column.of("SUSPICIONS", "suspicions"),
                Column.millis("INTERVAL", "intervalMillis").wide(),
                Column.age("JOINED", "joined", now).wide(),
                Column.of("CLIENT", "client").wide(),
                Column.of("ADDRESS", "address").wide(),
                Column.of("KEY", "key").wide(),
                Column.of("ANSWERED-EPOCH", "answeredEpoch").wide());
    }

    /** The node's own word on how long ago is better than two clocks. */
    private static String heartbeat(JsonNode member, Instant now) {
        JsonNode silent = member.path("silentMillis");
        return silent.isNumber() ? Cell.millis(silent) + " ago" : Cell.age(member.path("lastHeartbeat"), now);
    }

    private static String memberState(JsonNode member) {
        List<String> words = new ArrayList<>();
        words.add(member.path("alive").asBoolean(true) ? "alive" : "silent");
        for (String word : List.of("pending", "draining")) {
            if (member.path(word).asBoolean()) {
                words.add(word);
            }
        }
        if (member.path("alive").asBoolean() && member.path("aboutToExpire").asBoolean()) {
            words.add("about-to-expire");
        }
        if (member.path("handingOver").asBoolean()) {
            words.add("handing-over");
        }
        return String.join(",", words);
    }

    static List<Column> shards(Instant now) {
        return List.of(
                Column.of("SHARD", "id"),
                new Column("STATE", false, Columns::shardState),
                Column.of("HOLDER", "holder"),
                Column.of("NEXT", "next"),
                Column.age("SINCE", "since", now),
                new Column("UNTIL", false, shard -> Cell.age(until(shard), now)),
                Column.of("PINNED-TO", "pinnedTo"),
                Column.of("CAUSE", "cause").wide(),
                new Column("CHECKPOINT", false, shard -> Cell.text(shard.at("/checkpoint/value"))).wide(),
                new Column("SAVED", false, shard -> Cell.age(shard.at("/checkpoint/updated"), now)).wide(),
                Column.of("SINCE-EPOCH", "sinceEpoch").wide());
    }

    private static String shardState(JsonNode shard) {
        return Cell.text(shard.path("state")) + (shard.path("stuck").asBoolean() ? ",stuck" : "");
    }

    /** Nodes of before called it so. */
    private static JsonNode until(JsonNode shard) {
        return shard.has("until") ? shard.path("until") : shard.path("fencedUntil");
    }

    /** What operators want of a group. */
    static List<Column> wishes(Instant now) {
        return List.of(
                Column.of("WANTED", "kind"),
                Column.of("OF", "of"),
                Column.of("VALUE", "value"),
                Column.age("UNTIL", "until", now),
                Column.of("BY", "by"),
                Column.age("SINCE", "at", now),
                Column.of("REASON", "reason"));
    }

    static List<Column> decisions(Instant now) {
        return List.of(
                Column.age("WHEN", "at", now),
                Column.of("DECISION", "kind"),
                Column.of("SHARD", "shard"),
                Column.of("FROM", "from"),
                Column.of("TO", "to"),
                Column.of("CAUSE", "cause"),
                Column.of("EPOCH", "epoch").wide());
    }
}
