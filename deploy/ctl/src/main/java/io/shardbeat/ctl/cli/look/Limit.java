package io.shardbeat.ctl.cli.look;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.cli.Shardbeatctl;
import picocli.CommandLine.Option;

/** How much of a listing is fetched, page after page. */
public final class Limit {
    @Option(names = "--limit", paramLabel = "N", description = "At most so many rows. Default: 10000.")
    private int rows = 10_000;

    public int rows() {
        return Math.max(1, rows);
    }

    /** Says it where there is more: a list that is cut in silence misleads. */
    public void note(JsonNode answer, Shardbeatctl ctl) {
        if (answer.path("next").isTextual()) {
            ctl.err().println("shardbeatctl: there are more than these " + rows() + ": see --limit");
        }
    }
}
