package io.shardbeat.ctl.cli.look;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.print.Cell;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decisions in words. */
final class Sentences {
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("member-joined", "{to} joined"),
            Map.entry("member-expired", "{from} fell silent and was given up"),
            Map.entry("expiry-held", "nobody expires for the time being"),
            Map.entry("expiry-resumed", "members that fall silent expire again"),
            Map.entry("granted", "{shard} was given to {to}"),
            Map.entry("shard-parked", "{shard} was set aside: its holders died one after another"),
            Map.entry("hand-over-begun", "{shard} was asked back from {from}, to go to {to}"),
            Map.entry("hand-over-released", "{from} let go of {shard}"),
            Map.entry("handed-over", "{shard} went from {from} to {to}"),
            Map.entry("hand-over-cancelled", "{shard} stays with {from} after all"),
            Map.entry("hand-over-redirected", "{shard}, asked back from {from}, goes to {to} instead"),
            Map.entry("hand-over-stuck", "{from} does not let go of {shard}"),
            Map.entry("hand-over-forced", "{shard} was taken from {from}, which did not let go"),
            Map.entry("shard-removed", "{shard} is no longer there"));

    private static final Pattern FIELD = Pattern.compile("\\{(shard|from|to)}");

    private Sentences() {}

    /** A kind that is not known here is shown as it came. */
    static String of(JsonNode decision) {
        String kind = decision.path("kind").asText();
        String sentence = KINDS.get(kind);
        String told = sentence == null
                ? Cell.text(decision.path("kind")) + ": " + filled("{shard} {from} -> {to}", decision)
                : filled(sentence, decision);
        JsonNode cause = decision.path("cause");
        return cause.isMissingNode() || cause.isNull() ? told : told + ", because of " + Cell.text(cause);
    }

    private static String filled(String sentence, JsonNode decision) {
        return FIELD.matcher(sentence)
                .replaceAll(field -> Matcher.quoteReplacement(Cell.text(decision.path(field.group(1)))));
    }
}
