package io.shardbeat.redis.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.wish.Departure;
import io.shardbeat.group.wish.Drain;
import io.shardbeat.group.wish.Note;
import io.shardbeat.group.wish.Park;
import io.shardbeat.group.wish.Pause;
import io.shardbeat.group.wish.Pin;
import io.shardbeat.group.wish.Weight;
import io.shardbeat.group.wish.Wishes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What operators want, in the field {@code wishes} of the group's hash, which is not there, or empty, when they want
 * nothing: {@code {"weights":{"<member>":2},"pins":{"<shard>":"<member>"},"drained":["<member>"]}}, and since version 0.2
 * {@code "drainedUntil":{"<member>":<ms>}}, {@code "drainedByName":["<member>"]}, {@code "departures":{"<member>":{"kind":
 * "left|evicted","fenced":true,"lease":<ms>}}}, {@code "parked":{"<shard>":<ms>}}, {@code "paused":{"mode":"balance|all",
 * "until":<ms>}} and {@code "notes":{"<kind> <name>":{"who":"","at":<ms>,"why":""}}}. Each part may be absent; parts that
 * only a newer version knows are left out.
 */
public final class WishesRecord {
    public static final String FIELD = "wishes";

    private static final ObjectMapper JSON = new ObjectMapper();

    private WishesRecord() {}

    /** @param hash the group's */
    public static Wishes wishes(Map<String, String> hash) {
        String text = hash.get(FIELD);
        if (text == null || text.isEmpty()) {
            return Wishes.NONE;
        }
        try {
            return new Reader(JSON.readTree(text)).wishes();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the wishes of a group are not JSON: " + text, e);
        }
    }

    /** One JSON object. */
    private record Reader(JsonNode root) {
        Wishes wishes() {
            Map<MemberId, Weight> weights = new HashMap<>();
            each(
                    "weights",
                    (name, value) -> weights.put(
                            new MemberId(name),
                            new Weight(Math.min(value.asInt(), Weight.MOST), note("weight", name))));
            Map<ShardId, Pin> pins = new HashMap<>();
            each(
                    "pins",
                    (name, value) ->
                            pins.put(Records.shard(name), new Pin(new MemberId(value.asText()), note("pin", name))));
            Map<MemberId, Departure> departures = new HashMap<>();
            each("departures", (name, value) -> departures.put(new MemberId(name), departure(name, value)));
            Map<ShardId, Park> parks = new HashMap<>();
            each(
                    "parked",
                    (name, value) -> parks.put(
                            Records.shard(name), new Park(Instant.ofEpochMilli(value.asLong()), note("park", name))));
            return new Wishes(weights, pins, drains(), departures, parks, pause());
        }

        private void each(String part, BiConsumer<String, JsonNode> visit) {
            root.path(part).fields().forEachRemaining(each -> visit.accept(each.getKey(), each.getValue()));
        }

        private Map<MemberId, Drain> drains() {
            Map<MemberId, Drain> drains = new HashMap<>();
            List<String> byName = new ArrayList<>();
            root.path("drainedByName").forEach(name -> byName.add(name.asText()));
            root.path("drained").forEach(each -> {
                String name = each.asText();
                Instant until = Millis.time(root.path("drainedUntil").path(name).asLong(0));
                drains.put(
                        new MemberId(name),
                        new Drain(until, until != null && byName.contains(name), note("drain", name)));
            });
            return drains;
        }

        private Departure departure(String name, JsonNode value) {
            Departure.Kind kind =
                    Departure.Kind.valueOf(value.path("kind").asText().toUpperCase(Locale.ROOT));
            return new Departure(
                    kind,
                    value.path("fenced").asBoolean(true),
                    Millis.time(value.path("lease").asLong(0)),
                    note("departure", name));
        }

        private @Nullable Pause pause() {
            JsonNode paused = root.path("paused");
            if (!paused.has("until")) {
                return null;
            }
            Pause.Mode mode =
                    Pause.Mode.valueOf(paused.path("mode").asText("balance").toUpperCase(Locale.ROOT));
            return new Pause(mode, Instant.ofEpochMilli(paused.path("until").asLong()), note("pause", ""));
        }

        private Note note(String kind, String name) {
            JsonNode note = root.path("notes").path(key(kind, name));
            return note.isMissingNode()
                    ? Note.NONE
                    : new Note(
                            note.path("who").asText(),
                            Millis.time(note.path("at").asLong(0)),
                            note.path("why").asText());
        }
    }

    /** Empty when nothing is wanted. */
    public static String encode(Wishes wishes) {
        return wishes.size() == 0 ? "" : new Writer(JSON.createObjectNode(), wishes).text();
    }

    private record Writer(ObjectNode root, Wishes wishes) {
        String text() {
            wishes.weights().forEach((member, weight) -> {
                root.withObject("/weights").put(member.name(), weight.value());
                note("weight", member.name(), weight.note());
            });
            wishes.pins().forEach((shard, pin) -> {
                root.withObject("/pins").put(Records.shard(shard), pin.member().name());
                note("pin", Records.shard(shard), pin.note());
            });
            wishes.drains().forEach((member, drain) -> drain(member.name(), drain));
            wishes.departures().forEach((member, departure) -> departure(member.name(), departure));
            wishes.parks().forEach((shard, park) -> {
                root.withObject("/parked").put(Records.shard(shard), Millis.of(park.until()));
                note("park", Records.shard(shard), park.note());
            });
            Pause pause = wishes.pause();
            if (pause != null) {
                root.withObject("/paused").put("mode", word(pause.mode())).put("until", Millis.of(pause.until()));
                note("pause", "", pause.note());
            }
            return root.toString();
        }

        private void drain(String member, Drain drain) {
            root.withArray("/drained").add(member);
            if (drain.until() != null) {
                root.withObject("/drainedUntil").put(member, Millis.of(drain.until()));
            }
            if (drain.byName()) {
                root.withArray("/drainedByName").add(member);
            }
            note("drain", member, drain.note());
        }

        private void departure(String member, Departure departure) {
            ObjectNode departures = root.withObject("/departures");
            departures
                    .putObject(member)
                    .put("kind", word(departure.kind()))
                    .put("fenced", departure.fenced())
                    .put("lease", Millis.of(departure.leaseEnd()));
            note("departure", member, departure.note());
        }

        private void note(String kind, String name, Note note) {
            if (!note.equals(Note.NONE)) {
                ObjectNode notes = root.withObject("/notes");
                notes.putObject(key(kind, name))
                        .put("who", note.who())
                        .put("at", Millis.of(note.at()))
                        .put("why", note.why());
            }
        }
    }

    private static String key(String kind, String name) {
        return kind + " " + name;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
