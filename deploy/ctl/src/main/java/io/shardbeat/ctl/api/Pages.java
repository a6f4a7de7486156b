package io.shardbeat.ctl.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.ctl.text.Printable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A listing page after page, as one answer. */
public final class Pages {
    private static final int LARGEST_PAGE = 1_000;

    private final AdminApi api;

    public Pages(AdminApi api) {
        this.api = api;
    }

    /**
     * @param rows the field of an answer that holds its rows
     * @param page the request for a page, by its {@code from}; {@code null} for the first
     * @param most where to stop
     * @return the first page's answer with the rows of all, and where it would go on
     */
    public ObjectNode all(String what, String rows, Function<@Nullable String, Request> page, int most) {
        String from = null;
        ObjectNode all = null;
        ArrayNode found = null;
        do {
            int left = most - (found == null ? 0 : found.size());
            Request request = page.apply(from).query("limit", Math.min(left, LARGEST_PAGE));
            JsonNode body = api.ask(what, request);
            if (!(body instanceof ObjectNode) || !body.path(rows).isArray()) {
                throw new Failure(
                        ExitCode.REFUSED,
                        "",
                        "cannot " + Printable.of(what) + ": the answer has no list \"" + rows + "\"");
            }
            if (all == null || found == null) {
                all = (ObjectNode) body;
                found = (ArrayNode) body.path(rows);
            } else {
                found.addAll((ArrayNode) body.path(rows));
            }
            String next = body.path("next").asText(null);
            if (next != null && next.equals(from)) {
                throw new Failure(
                        ExitCode.REFUSED, "", "cannot " + Printable.of(what) + ": the list goes on where it began");
            }
            from = next;
        } while (from != null && found.size() < most);
        return all.put("next", from);
    }
}
