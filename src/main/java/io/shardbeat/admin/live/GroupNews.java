package io.shardbeat.admin.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.admin.request.Parameters;
import io.shardbeat.admin.view.SnapshotViews;
import io.shardbeat.admin.view.member.MemberPage;
import io.shardbeat.admin.view.member.MemberView;
import io.shardbeat.admin.view.shard.ShardPhase;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.groups.HistoryPage;
import io.shardbeat.coordinator.groups.MemberFacts;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A group at one moment. Documents are made when a stream asks for them, once for all that want the same. */
final class GroupNews implements News {
    private static final int MOST_HAND_OVERS = 50;
    /** What a member's ages are told from is there; what changes with every look is not. */
    private static final List<String> AGES = List.of("silentMillis", "leaseLeftMillis", "answeredEpoch");

    private final ObjectMapper json;
    private final SnapshotViews views;
    private final Instant at;
    private final Map<MemberId, MemberFacts> facts;
    /** What is the same for all: the group, its map, its history. */
    private final Map<String, JsonNode> shared;

    private final boolean part;
    private final Map<LiveQuery, ObjectNode> documents = new HashMap<>();

    GroupNews(
            ObjectMapper json,
            SnapshotViews views,
            Instant at,
            Map<MemberId, MemberFacts> facts,
            Map<String, JsonNode> shared,
            boolean part) {
        this.json = json;
        this.views = views;
        this.at = at;
        this.facts = facts;
        this.shared = shared;
        this.part = part;
    }

    @Override
    public boolean isPart() {
        return part;
    }

    @Override
    public Instant at() {
        return at;
    }

    @Override
    public ObjectNode document(LiveQuery query) {
        return documents.computeIfAbsent(query, this::made);
    }

    private ObjectNode made(LiveQuery query) {
        ObjectNode document = json.createObjectNode();
        shared.forEach((part, value) -> {
            if (query.has(part)) {
                document.set(part, value);
            }
        });
        if (query.has("members")) {
            document.set("members", members(query));
        }
        if (query.has("moving")) {
            document.set("moving", moving());
        }
        MemberId member = query.member();
        if (member != null) {
            views.member(member, facts, new HistoryPage(List.of(), null, Instant.EPOCH))
                    .map(found -> json.<ObjectNode>valueToTree(found))
                    .ifPresent(found -> document.set(
                            "member", MergePatch.bare(found.remove(AGES).without(List.of("history", "epoch")))));
        }
        return document;
    }

    private ObjectNode members(LiveQuery query) {
        MemberPage page = views.members(Parameters.order(query.sort()), query.offset(), query.limit(), facts);
        ObjectNode result = json.createObjectNode();
        result.put("total", page.total());
        if (page.next() != null) {
            result.put("next", page.next());
        }
        ArrayNode order = result.putArray("order");
        ObjectNode rows = result.putObject("rows");
        for (MemberView member : page.members()) {
            order.add(member.name());
            ObjectNode row = json.valueToTree(member);
            row.remove(AGES);
            row.remove(List.of("name", "grant", "report"));
            rows.set(member.name(), MergePatch.bare(row));
        }
        return result;
    }

    private ObjectNode moving() {
        ObjectNode page = json.valueToTree(views.shards(ShardPhase.HANDING_OVER, 0, MOST_HAND_OVERS));
        page.remove("next");
        return page;
    }
}
