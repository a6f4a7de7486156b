package io.shardbeat.admin.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.admin.view.GroupList;
import io.shardbeat.admin.view.GroupRow;
import io.shardbeat.admin.view.NodeList;
import io.shardbeat.coordinator.groups.FleetTrend;
import io.shardbeat.coordinator.groups.FleetTrend.Sample;
import io.shardbeat.coordinator.groups.GroupBrowser.Query;
import io.shardbeat.coordinator.groups.GroupBrowser.Summary;
import io.shardbeat.coordinator.groups.GroupCursor;
import io.shardbeat.coordinator.groups.GroupListing;
import io.shardbeat.coordinator.groups.GroupListing.Row;
import io.shardbeat.coordinator.groups.GroupListing.Rows;
import io.shardbeat.schedule.NodeRoll;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the list of groups, at the most its first thousand, and what this node knows of the others. */
final class FleetSource implements Feed.Source<FleetNews, LiveStream<FleetNews>> {
    private static final int MOST_ROWS = 1_000;
    private static final int MOST_PAGES = 10;

    private final @Nullable String prefix;
    private final GroupListing listing;
    private final NodeRoll nodes;
    private final FleetTrend trend;
    private final InstantSource clock;
    private final ObjectMapper json;

    /** @param prefix what paths of groups begin with; {@code null}: no group is wanted */
    FleetSource(
            @Nullable String prefix,
            GroupListing listing,
            NodeRoll nodes,
            FleetTrend trend,
            InstantSource clock,
            ObjectMapper json) {
        this.prefix = prefix;
        this.listing = listing;
        this.nodes = nodes;
        this.trend = trend;
        this.clock = clock;
        this.json = json;
    }

    @Override
    public CompletionStage<FleetNews> read(List<LiveStream<FleetNews>> streams, Consumer<FleetNews> early) {
        return prefix == null
                ? CompletableFuture.completedFuture(news(null))
                : pages(prefix, new ArrayList<>(), GroupCursor.parse(""), MOST_PAGES)
                        .thenApply(this::news);
    }

    /** A page may be short and have a next one. */
    private CompletionStage<Rows> pages(String paths, List<Row> sofar, GroupCursor from, int left) {
        return listing.page(new Query(paths, from, MOST_ROWS - sofar.size())).thenCompose(page -> {
            sofar.addAll(page.rows());
            GroupCursor next = page.next();
            return next == null || left == 1 || sofar.size() >= MOST_ROWS
                    ? CompletableFuture.completedFuture(new Rows(sofar, next))
                    : pages(paths, sofar, next, left - 1);
        });
    }

    private FleetNews news(@Nullable Rows page) {
        NodeList list = NodeList.of(nodes.view(), nodes.id(), nodes.buckets(), nodes::bucketsOf);
        Map<String, JsonNode> parts = new HashMap<>();
        if (page != null) {
            note(page);
            parts.put("groups", groups(page));
        }
        parts.put("nodes", MergePatch.bare(json.valueToTree(list)));
        parts.put("trend", trend());
        Instant at = list.at();
        return new FleetNews(at, parts);
    }

    /** Only what is of all groups is a sample. */
    private void note(Rows page) {
        List<Summary> groups = page.rows().stream()
                .flatMap(row -> Stream.ofNullable(row.summary()))
                .toList();
        if ("".equals(prefix) && page.next() == null && !groups.isEmpty()) {
            trend.note(new Sample(
                    clock.millis(),
                    groups.size(),
                    (int) groups.stream()
                            .filter(group -> FleetTrend.isUnwell(group.state()))
                            .count(),
                    groups.stream().mapToInt(Summary::members).sum(),
                    groups.stream().mapToInt(Summary::handOvers).sum()));
        }
    }

    private ObjectNode groups(Rows page) {
        ObjectNode result = json.createObjectNode();
        result.put("more", page.next() != null);
        ObjectNode rows = result.putObject("rows");
        for (GroupRow group : GroupList.of(page, "").groups()) {
            rows.set(group.path(), MergePatch.bare(json.valueToTree(group)));
        }
        return result;
    }

    /** Columns: they are drawn as lines. */
    private ObjectNode trend() {
        List<Sample> samples = trend.samples();
        ObjectNode columns = json.createObjectNode();
        columns.set(
                "at", json.valueToTree(samples.stream().map(Sample::atMillis).toList()));
        columns.set(
                "unwell", json.valueToTree(samples.stream().map(Sample::unwell).toList()));
        columns.set(
                "members",
                json.valueToTree(samples.stream().map(Sample::members).toList()));
        columns.set(
                "handOvers",
                json.valueToTree(samples.stream().map(Sample::handOvers).toList()));
        return columns;
    }
}
