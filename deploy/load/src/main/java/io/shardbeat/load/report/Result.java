package io.shardbeat.load.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.shardbeat.load.judge.Breach;
import java.util.List;

/**
 * What came of a run, or of several load machines' shares of one.
 *
 * @param setup what was done
 * @param totals of the whole run
 * @param seconds how it went, by the seconds since it began
 * @param breaches the first ones; {@link Totals#breaches} counts them all
 * @param hostile what hostile clients did beside the fleet; none in results of before there were any
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Result(
        Setup setup,
        Totals totals,
        List<Second> seconds,
        List<Breach> breaches,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Hostile> hostile) {
    public Result {
        seconds = List.copyOf(seconds);
        breaches = List.copyOf(breaches);
        hostile = List.copyOf(hostile);
    }

    /** Without hostile clients. */
    public Result(Setup setup, Totals totals, List<Second> seconds, List<Breach> breaches) {
        this(setup, totals, seconds, breaches, List.of());
    }
}
