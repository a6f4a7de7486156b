package io.shardbeat.admin.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.admin.request.GroupPath;
import io.shardbeat.admin.request.Parameters;
import io.shardbeat.admin.view.SnapshotViews;
import io.shardbeat.admin.view.history.PassList;
import io.shardbeat.admin.view.member.MemberSights;
import io.shardbeat.admin.view.member.MemberView;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.groups.GroupBrowser;
import io.shardbeat.coordinator.groups.GroupBrowser.Damage;
import io.shardbeat.coordinator.groups.Histories;
import io.shardbeat.coordinator.groups.HistoryPage;
import io.shardbeat.coordinator.groups.HistoryQuery;
import io.shardbeat.coordinator.groups.MemberFacts;
import io.shardbeat.coordinator.heartbeat.DoubledMembers;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Member;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Reads one group for all its streams: its history only when the epoch has changed, of members only who is looked at. */
final class GroupSource implements Feed.Source<GroupNews, LiveStream<GroupNews>> {
    private static final int PASSES = 20;
    /** Of a pass: what a page shows of each is a few lines. */
    private static final int MOST_DECISIONS = 200;

    private final GroupId group;
    private final GroupBrowser browser;
    private final Histories histories;
    private final DoubledMembers seen;
    private final ObjectMapper json;
    private final Executor executor;
    private final ShardBlocks blocks = new ShardBlocks();
    private long epoch;
    private JsonNode counts;
    private JsonNode history;
    private JsonNode map;

    /** @param executor where documents are made */
    GroupSource(
            GroupId group,
            GroupBrowser browser,
            Histories histories,
            DoubledMembers seen,
            ObjectMapper json,
            Executor executor) {
        this.executor = executor;
        this.group = group;
        this.browser = browser;
        this.histories = histories;
        this.seen = seen;
        this.json = json;
        counts = json.createObjectNode();
        history = passes(new HistoryPage(List.of(), null, Instant.EPOCH));
        map = json.createObjectNode();
    }

    /** At first the map is told before who its members are and what was: that takes as long again. */
    @Override
    public CompletionStage<GroupNews> read(List<LiveStream<GroupNews>> streams, Consumer<GroupNews> early) {
        return browser.look(group)
                .thenApply(found -> found.orElseThrow(() -> GroupPath.unknown(group)))
                .thenCombine(browser.damage(group), Looked::new)
                .thenComposeAsync(
                        looked -> {
                            var past = past(looked.snapshot);
                            var facts = browser.facts(group, wanted(looked.snapshot, streams));
                            if (epoch == 0) {
                                early.accept(news(looked, Optional.empty(), Map.of(), true));
                            }
                            return past.thenCombineAsync(
                                    facts, (page, known) -> news(looked, page, known, false), executor);
                        },
                        executor);
    }

    private record Looked(GroupSnapshot snapshot, Optional<Damage> damage) {}

    private CompletionStage<Optional<HistoryPage>> past(GroupSnapshot snapshot) {
        return snapshot.epoch() == epoch
                ? CompletableFuture.completedFuture(Optional.empty())
                : histories.latest(group, HistoryQuery.latest(PASSES));
    }

    /** Everybody where somebody sorts by what only these readings tell. */
    private List<MemberId> wanted(GroupSnapshot snapshot, List<LiveStream<GroupNews>> streams) {
        Set<MemberId> wanted = new HashSet<>();
        SnapshotViews views = views(snapshot);
        for (LiveStream<GroupNews> stream : streams) {
            LiveQuery query = stream.query();
            if (query.member() != null) {
                wanted.add(query.member());
            }
            if (!query.has("members")) {
                continue;
            }
            if (!Set.of("name", "-name", "granted", "-granted", "weight", "-weight")
                    .contains(query.sort())) {
                return snapshot.members().stream().map(Member::id).toList();
            }
            views.members(Parameters.order(query.sort()), query.offset(), query.limit(), Map.of()).members().stream()
                    .map(MemberView::name)
                    .forEach(name -> wanted.add(new MemberId(name)));
        }
        return List.copyOf(wanted);
    }

    private SnapshotViews views(GroupSnapshot snapshot) {
        return new SnapshotViews(snapshot, MemberSights.of(seen, group));
    }

    /** One reading at a time, so what is kept needs no lock. */
    private GroupNews news(Looked looked, Optional<HistoryPage> past, Map<MemberId, MemberFacts> facts, boolean part) {
        SnapshotViews views = views(looked.snapshot);
        var view = views.group(null, null).withDamage(looked.damage.orElse(null));
        ObjectNode head = MergePatch.bare(json.valueToTree(view));
        head.remove("at");
        past.ifPresent(page -> history = passes(page));
        if (looked.snapshot.epoch() != epoch || !counts.equals(head.get("shardCounts"))) {
            map = blocks.of(views.map());
            counts = head.get("shardCounts");
        }
        epoch = looked.snapshot.epoch();
        Map<String, JsonNode> shared = new HashMap<>();
        shared.put("group", head);
        shared.put("history", history);
        shared.put("map", map);
        return new GroupNews(json, views, view.at(), facts, shared, part);
    }

    /** By a name that stays theirs, and the order of these: a new pass is one more, not all anew. */
    private ObjectNode passes(HistoryPage page) {
        ObjectNode passes = json.createObjectNode();
        ArrayNode order = json.createArrayNode();
        Map<Long, Integer> ofEpoch = new HashMap<>();
        var views = PassList.of(page).passes();
        for (int i = views.size() - 1; i >= 0; i--) {
            ObjectNode pass = json.valueToTree(views.get(i));
            MergePatch.shorten(pass.get("decisions"), MOST_DECISIONS);
            long of = views.get(i).epoch();
            String key = of + "-" + ofEpoch.merge(of, 1, Integer::sum);
            passes.set(key, pass);
            order.insert(0, key);
        }
        ObjectNode result = json.createObjectNode();
        result.set("order", order);
        result.set("passes", passes);
        return result;
    }
}
