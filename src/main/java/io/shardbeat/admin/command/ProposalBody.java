package io.shardbeat.admin.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shardbeat.admin.request.AdminException;
import io.shardbeat.admin.request.HistoryParameters;
import io.shardbeat.admin.request.Parameters;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.wish.Proposal;
import io.shardbeat.group.wish.Weight;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A proposal as JSON: {@code {"join": [], "leave": [], "drain": [], "weights": {}, "pins": {}, "shards": {}}}, each part
 * optional; or a plan's answer, which has it as its {@code proposal}. What is not known is refused.
 */
final class ProposalBody {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> PARTS = Set.of("join", "leave", "drain", "weights", "pins", "shards");
    private static final Set<String> OF_A_PLAN =
            Set.of("epoch", "moves", "moveCount", "spreadBefore", "spreadAfter", "movesMinimum", "proposal", "reason");
    private static final int MOST_CHARACTERS = 2_000_000;
    /** Members, weights and pins. */
    private static final int MOST = 10_000;

    private static final int MOST_SHARDS = 100_000;

    private final JsonNode root;
    private final JsonNode parts;
    private int entries;

    private ProposalBody(JsonNode root) {
        this.root = root;
        this.parts = root.has("proposal") ? root.get("proposal") : root;
    }

    static ProposalBody read(@Nullable String body) {
        if (body == null || body.isBlank() || body.length() > MOST_CHARACTERS) {
            throw refused("the body must be a proposal, or a plan that has one, of at most " + MOST_CHARACTERS
                    + " characters");
        }
        try {
            JsonNode root = JSON.readTree(body);
            ProposalBody read = new ProposalBody(root);
            root.fieldNames().forEachRemaining(name -> known(name, PARTS.contains(name) || OF_A_PLAN.contains(name)));
            read.parts
                    .fieldNames()
                    .forEachRemaining(name ->
                            known(name, PARTS.contains(name) || read.parts == root && OF_A_PLAN.contains(name)));
            if (root.isObject() && read.parts.isObject()) {
                return read;
            }
        } catch (JsonProcessingException e) {
            // Told below, as what is JSON but no object is.
        }
        throw refused("the body must be a JSON object");
    }

    private static void known(String name, boolean isKnown) {
        if (!isKnown) {
            throw refused("a proposal has join, leave, drain, weights, pins and shards, no other field");
        }
    }

    Proposal proposal() {
        Map<MemberId, Integer> weights = new HashMap<>();
        object("weights")
                .forEach((name, weight) -> weights.put(member(name), whole("weights", weight, 1, Weight.MOST)));
        Map<ShardId, MemberId> pins = new HashMap<>();
        object("pins").forEach((shard, name) -> pins.put(HistoryParameters.shard(shard), named("pins", name)));
        Map<String, Integer> shards = new HashMap<>();
        object("shards").forEach((topic, count) -> shards.put(topic, whole("shards", count, 0, MOST_SHARDS)));
        if (shards.values().stream().mapToLong(Integer::longValue).sum() > MOST_SHARDS) {
            throw refused("shards must be " + MOST_SHARDS + " at most, all together");
        }
        return new Proposal(members("join"), members("leave"), members("drain"), weights, pins, shards);
    }

    /** The epoch of the plan that is sent back; empty when it is a proposal only. */
    OptionalLong epoch() {
        JsonNode epoch = root.get("epoch");
        return epoch != null && epoch.isIntegralNumber() ? OptionalLong.of(epoch.asLong()) : OptionalLong.empty();
    }

    @Nullable String reason() {
        JsonNode reason = root.get("reason");
        return reason != null && reason.isTextual() ? reason.asText() : null;
    }

    private Set<MemberId> members(String field) {
        JsonNode list = parts.path(field);
        if (!list.isMissingNode() && !list.isArray()) {
            throw refused(field + " must be a list of names");
        }
        Set<MemberId> members = new HashSet<>();
        list.forEach(name -> members.add(named(field, name)));
        return members;
    }

    private Map<String, JsonNode> object(String field) {
        JsonNode object = parts.path(field);
        if (!object.isMissingNode() && !object.isObject()) {
            throw refused(field + " must be an object");
        }
        Map<String, JsonNode> fields = new HashMap<>();
        object.fields().forEachRemaining(each -> fields.put(each.getKey(), each.getValue()));
        return fields;
    }

    private int whole(String field, JsonNode value, int least, int most) {
        count();
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < least || value.asInt() > most) {
            throw refused(field + " must have whole numbers from " + least + " to " + most);
        }
        return value.asInt();
    }

    private MemberId named(String field, JsonNode name) {
        count();
        if (!name.isTextual()) {
            throw refused(field + " must have names of members");
        }
        return member(name.asText());
    }

    private static MemberId member(String name) {
        return HistoryParameters.member(name);
    }

    private void count() {
        if (++entries > MOST) {
            throw refused("a proposal must have " + MOST + " entries at most");
        }
    }

    private static AdminException refused(String message) {
        return Parameters.invalid(message);
    }
}
