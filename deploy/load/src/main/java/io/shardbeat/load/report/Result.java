package io.shardbeat.load.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.shardbeat.load.judge.Breach;
import java.util.List;

/**
 * What came of a run, or of several load machines' shares of one.
 *
 * @param setup what was done
 * @param totals of the whole run
 * @param seconds how it went, by the seconds since it began
 * @param breaches the first ones; {@link Totals#breaches} counts them all
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Result(Setup setup, Totals totals, List<Second> seconds, List<Breach> breaches) {
    public Result {
        seconds = List.copyOf(seconds);
        breaches = List.copyOf(breaches);
    }
}
