package io.shardbeat.load.report;

import io.shardbeat.load.judge.Breach;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The page of a result: one file, nothing is fetched. */
final class Page {
    private final Result result;
    private final Verdict verdict;

    Page(Result result, Verdict verdict) {
        this.result = result;
        this.verdict = verdict;
    }

    String html() {
        return resource("page.html")
                .replace("{{title}}", escape("Load run " + result.setup().run()))
                .replace("{{verdict}}", verdict())
                .replace("{{setup}}", setup())
                .replace("{{tiles}}", tiles())
                .replace("{{plots}}", String.join("\n", Plots.of(result)))
                .replace("{{figures}}", figures())
                .replace("{{breaches}}", breaches());
    }

    private String verdict() {
        if (verdict.isGood()) {
            return "<p class='verdict good'>✓ All invariants held, all bounds were kept.</p>";
        }
        StringBuilder text = new StringBuilder("<div class='verdict bad'><b>✗ Not good</b><ul>");
        verdict.reasons().forEach(reason -> text.append("<li>").append(escape(reason)));
        return text.append("</ul></div>").toString();
    }

    private String setup() {
        Setup setup = result.setup();
        String text = String.format(
                Locale.ROOT,
                "%,d consumers in %,d groups (%,d SLS, %,d CLS) of %,d shards each; %s. Slices: %s.",
                (setup.slsGroups() + setup.clsGroups()) * setup.consumers(),
                setup.slsGroups() + setup.clsGroups(),
                setup.slsGroups(),
                setup.clsGroups(),
                setup.shards(),
                setup.rhythm(),
                String.join(", ", setup.slices()));
        StringBuilder faults = new StringBuilder(escape(text));
        setup.faults().forEach(fault -> faults.append("<br>").append(escape(fault.what())));
        return faults.toString();
    }

    private String tiles() {
        Totals totals = result.totals();
        return tile(String.format(Locale.ROOT, "%,.0f", Summary.rate(result)), "heartbeats/s")
                + tile(millis(totals.latency().getValueAtPercentile(50)), "latency p50")
                + tile(millis(totals.latency().getValueAtPercentile(99)), "latency p99")
                + tile(
                        totals.failover().getTotalCount() == 0
                                ? "–"
                                : millis(totals.failover().getMaxValue()),
                        "slowest failover")
                + tile(
                        totals.overlap().getTotalCount() == 0
                                ? "0"
                                : millis(totals.overlap().getMaxValue()),
                        "longest overlap")
                + tile(String.format(Locale.ROOT, "%.3f%%", 100 * totals.errorShare()), "errors")
                + tile(Long.toString(totals.breaches()), "breaches");
    }

    private static String millis(long micros) {
        return micros >= 1_000_000
                ? String.format(Locale.ROOT, "%.2f s", micros / 1e6)
                : String.format(Locale.ROOT, "%.1f ms", micros / 1e3);
    }

    private static String tile(String value, String name) {
        return "<div><b>" + escape(value) + "</b><span>" + escape(name) + "</span></div>";
    }

    private String figures() {
        StringBuilder rows = new StringBuilder();
        Summary.of(result)
                .forEach(line -> rows.append("<tr><th>")
                        .append(escape(line.name()))
                        .append("<td>")
                        .append(escape(line.value())));
        return rows.toString();
    }

    private String breaches() {
        List<Breach> breaches = result.breaches();
        if (breaches.isEmpty()) {
            return "";
        }
        StringBuilder list = new StringBuilder("<h2>Breaches</h2><ol>");
        breaches.forEach(breach -> list.append("<li>").append(escape(breach.toString())));
        return list.append("</ol>").toString();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&quot;");
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
