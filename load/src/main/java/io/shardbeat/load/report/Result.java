package io.shardbeat.load.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.shardbeat.load.judge.Breach;
import io.shardbeat.load.measure.GroupFigures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run, or of several load machines' shares of one.
 *
 * @param setup what was done
 * @param totals of the whole run
 * @param seconds how it went, by the seconds since it began
 * @param breaches the first ones; {@link Totals#breaches} counts them all
 * @param hostile what hostile clients did beside the fleet; none in results of before there were any
 * @param groups what was seen of each; none in results of before they were told apart
 * @param circumstances when and where; {@code null} in results of before this was noted
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Result(
        Setup setup,
        Totals totals,
        List<Second> seconds,
        List<Breach> breaches,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Hostile> hostile,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<GroupFigures> groups,
        @Nullable Circumstances circumstances) {
    public Result {
        seconds = List.copyOf(seconds);
        breaches = List.copyOf(breaches);
        hostile = List.copyOf(hostile);
        groups = List.copyOf(groups);
    }

    Circumstances where() {
        return circumstances == null ? Circumstances.UNKNOWN : circumstances;
    }

    /** Without hostile clients, groups and circumstances. */
    public Result(Setup setup, Totals totals, List<Second> seconds, List<Breach> breaches) {
        this(setup, totals, seconds, breaches, List.of(), List.of(), null);
    }
}
