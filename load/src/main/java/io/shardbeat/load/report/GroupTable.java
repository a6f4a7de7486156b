package io.shardbeat.load.report;

import io.shardbeat.load.measure.GroupFigures;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The groups of a run, one a row; of many only those that did worst. */
final class GroupTable {
    private static final int SHOWN = 100;
    private static final List<String> HEAD = List.of(
            "group", "consumers", "sent", "granted", "errors", "p50", "p99", "max", "failover", "overlap", "breaches");
    /** The worst first. */
    private static final Comparator<GroupFigures> WORST = Comparator.comparingLong(GroupFigures::breaches)
            .thenComparingLong(GroupFigures::errors)
            .thenComparingDouble(group -> Histograms.millis(group.latency(), 99))
            .reversed();

    private GroupTable() {}

    static String of(List<GroupFigures> groups) {
        if (groups.isEmpty()) {
            return "";
        }
        StringBuilder html =
                new StringBuilder("<section aria-labelledby=groups><h2 id=groups>Groups</h2><table class=groups>");
        if (groups.size() > SHOWN) {
            html.append(
                    String.format(Locale.ROOT, "<caption>The worst %d of %,d groups</caption>", SHOWN, groups.size()));
        }
        html.append("<thead><tr>");
        HEAD.forEach(name -> html.append("<th scope=col>").append(name).append("</th>"));
        html.append("</tr></thead><tbody>");
        shown(groups).forEach(group -> row(html, group));
        return html.append("</tbody></table></section>").toString();
    }

    private static List<GroupFigures> shown(List<GroupFigures> groups) {
        return groups.size() <= SHOWN
                ? groups
                : groups.stream().sorted(WORST).limit(SHOWN).toList();
    }

    private static void row(StringBuilder html, GroupFigures group) {
        html.append("<tr><th scope=row>")
                .append(Page.escape(group.name()))
                .append(" <small>")
                .append(group.protocol())
                .append("</small></th>");
        List<String> cells = List.of(
                count(group.consumers()),
                count(group.sent()),
                count(group.granted()),
                count(group.errors()),
                Page.value(Plots.Axis.MILLIS, Histograms.millis(group.latency(), 50)),
                Page.value(Plots.Axis.MILLIS, Histograms.millis(group.latency(), 99)),
                Page.micros(group.latency().getMaxValue()),
                group.failover() == 0 ? "–" : Page.micros(group.failover()),
                group.overlap() == 0 ? "0" : Page.micros(group.overlap()),
                count(group.breaches()));
        for (int i = 0; i < cells.size(); i++) {
            html.append("<td data-name='")
                    .append(HEAD.get(i + 1))
                    .append("'>")
                    .append(cells.get(i))
                    .append("</td>");
        }
        html.append("</tr>");
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
