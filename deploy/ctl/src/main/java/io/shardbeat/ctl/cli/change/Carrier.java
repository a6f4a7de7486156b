package io.shardbeat.ctl.cli.change;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.cli.PlanPrint;
import io.shardbeat.ctl.cli.Shardbeatctl;
import io.shardbeat.ctl.cli.Terms;
import io.shardbeat.ctl.print.Cell;
import io.shardbeat.ctl.text.Printable;

/** Sends a change under its terms, and says what came of it. */
final class Carrier {
    private final Shardbeatctl ctl;
    private final Terms terms;

    Carrier(Shardbeatctl ctl, Terms terms) {
        this.ctl = ctl;
        this.terms = terms;
    }

    void carryOut(String what, Request request) {
        JsonNode answer = ctl.api().ask(what, terms.on(request, ctl));
        if (ctl.printedAsJson(answer)) {
            return;
        }
        if (terms.isDryRun()) {
            PlanPrint.print(answer, ctl.format(), ctl.out());
        } else {
            ctl.out().println("done: " + Printable.of(what) + epoch(answer));
        }
    }

    private static String epoch(JsonNode answer) {
        return answer.has("epoch") ? ", epoch " + Cell.text(answer.path("epoch")) : "";
    }
}
