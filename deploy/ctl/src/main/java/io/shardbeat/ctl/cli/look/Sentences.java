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
            Map.entry("member-evicted", "{from} was evicted"),
            Map.entry("member-left", "{from} left: its process stopped"),
            Map.entry("shard-freed", "{shard} was taken from {from} and is nobody's"),
            Map.entry("shard-rested", "{shard} rested long enough and can be given to somebody"),
            Map.entry("hand-over-taken-up", "{from} reports {shard} again: the hand-over goes on"),
            Map.entry("hand-over-renewed", "the hand-over of {shard} from {from} to {to} begins anew"),
            Map.entry("hand-over-repaired", "the hand-over of {shard} was dropped: it was in a grant, too"),
            Map.entry("adopted", "{shard} is with {to}, who reported it after a loss"),
            Map.entry("writes-lost", "Redis was started anew or failed over and may lack its last writes"),
            Map.entry(
                    "everything-lost",
                    "Redis had lost everything: members, checkpoints and the history before are gone"),
            Map.entry("rebuilt", "who holds what has been rebuilt after a loss"),
            Map.entry("double-grant-repaired", "{shard} was in two grants: taken from {from}"),
            Map.entry("expiry-held", "nobody expires for the time being"),
            Map.entry("expiry-resumed", "members that fall silent expire again"),
            Map.entry("granted", "{shard} was given to {to}"),
            Map.entry("shard-parked", "{shard} is parked: nobody gets it for a while"),
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
