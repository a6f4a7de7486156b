package io.shardbeat.admin.request;

import io.shardbeat.admin.view.history.DecisionView;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.catalog.Names;
import io.shardbeat.coordinator.groups.HistoryQuery;
import io.shardbeat.group.shard.Decision.Kind;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which part of a history is wanted, as the query of the address says it. */
public class HistoryParameters {
    private static final Pattern CURSOR = Pattern.compile("\\d{1,15}-\\d{1,10}");
    private static final int PASSES = 20;

    @QueryParam("shard")
    @Parameter(description = "topic/number: only what was decided of this shard")
    @Nullable String shard;

    @QueryParam("member")
    @Parameter(description = "only what this member lost or gained")
    @Nullable String member;

    @QueryParam("since")
    @Parameter(description = "ISO 8601, milliseconds since 1970, or an age such as 1h")
    @Nullable String since;

    @QueryParam("until")
    @Parameter(description = "as since")
    @Nullable String until;

    @QueryParam("kind")
    @Parameter(description = "kinds of decisions, separated by commas")
    @Nullable String kind;

    @QueryParam("from")
    @Parameter(description = "the next of the page before")
    @Nullable String from;

    @QueryParam("limit")
    @Parameter(description = "passes, 1 to 1000; default 20")
    @Nullable String limit;

    public HistoryQuery query(Instant now) {
        Instant begin = since == null ? null : Times.time("since", since, now);
        Instant end = until == null ? null : Times.time("until", until, now);
        return new HistoryQuery(
                begin,
                end,
                shard == null ? null : shard(shard),
                member == null ? null : member(member),
                kinds(),
                cursor(),
                Parameters.limit(limit, PASSES));
    }

    /** {@code topic/number}. */
    public static ShardId shard(String text) {
        int slash = text.lastIndexOf('/');
        if (slash <= 0) {
            throw Parameters.invalid("shard must be topic/number, for example my-logstore/3");
        }
        return shard(text.substring(0, slash), text.substring(slash + 1));
    }

    public static ShardId shard(String topic, String number) {
        return Parameters.checked(() -> new ShardId(Names.checked("topic", topic), Parameters.shard(number)));
    }

    public static MemberId member(String name) {
        return Parameters.checked(() -> new MemberId(name));
    }

    private Set<Kind> kinds() {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (kind != null) {
            for (String word : kind.split(",", -1)) {
                kinds.add(Arrays.stream(Kind.values())
                        .filter(known -> DecisionView.word(known).equals(word))
                        .findFirst()
                        .orElseThrow(() -> Parameters.invalid("kind must be some of "
                                + Arrays.stream(Kind.values())
                                        .map(DecisionView::word)
                                        .collect(Collectors.joining(", ")))));
            }
        }
        return kinds;
    }

    private String cursor() {
        if (from != null && !from.isEmpty() && !CURSOR.matcher(from).matches()) {
            throw Parameters.invalid("from must be the next of the page before");
        }
        return from == null ? "" : from;
    }
}
