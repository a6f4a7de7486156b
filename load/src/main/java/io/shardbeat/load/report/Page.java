package io.shardbeat.load.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shardbeat.load.judge.Breach;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The page of a result: one file, nothing is fetched. */
final class Page {
    /** As in pom.xml. */
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";

    private final Result result;
    private final Verdict verdict;

    Page(Result result, Verdict verdict) {
        this.result = result;
        this.verdict = verdict;
    }

    String html() {
        return resource("page.html")
                .replace("{{css}}", resource("page.css"))
                .replace("{{uplot.css}}", resource(UPLOT + "dist/uPlot.min.css"))
                .replace("{{uplot.license}}", resource(UPLOT + "LICENSE"))
                .replace("{{uplot.js}}", withoutBanner(resource(UPLOT + "dist/uPlot.iife.min.js")))
                .replace("{{js}}", resource("page.js"))
                .replace("{{title}}", escape(title()))
                .replace("{{heading}}", escape(result.setup().size()))
                .replace("{{verdict}}", verdict())
                .replace("{{setup}}", escape(result.setup().text()))
                .replace("{{faults}}", faults())
                .replace("{{tiles}}", tiles())
                .replace("{{plots}}", json())
                .replace("{{figures}}", figures())
                .replace("{{groups}}", GroupTable.of(result.groups()))
                .replace("{{breaches}}", breaches());
    }

    /** What ran, how it went, and when: what tells one open tab from another. */
    private String title() {
        Setup setup = result.setup();
        String faults =
                String.join(", ", marks().stream().map(Setup.FaultMark::what).toList());
        String started = result.where().startedAt();
        return (verdict.isGood() ? "good: " : "not good: ") + setup.size() + (faults.isEmpty() ? "" : ", " + faults)
                + (started.isEmpty() ? "" : ", " + started) + " – Shardbeat load";
    }

    private String verdict() {
        if (verdict.isGood()) {
            return "<p class='verdict good'>✓ All invariants held, all bounds were kept.</p>";
        }
        StringBuilder text = new StringBuilder("<div class='verdict bad'><b>✗ Not good</b><ul>");
        verdict.reasons()
                .forEach(reason -> text.append("<li>").append(escape(reason)).append("</li>"));
        return text.append("</ul></div>").toString();
    }

    /** Numbered as the plots mark them. */
    private String faults() {
        if (marks().isEmpty()) {
            return "";
        }
        StringBuilder list = new StringBuilder("<ol class=faults aria-label='Faults, as marked in the plots'>");
        marks().forEach(fault ->
                list.append("<li>").append(escape(fault.what())).append("</li>"));
        return list.append("</ol>").toString();
    }

    /** The faults, and that hostile clients came. */
    private List<Setup.FaultMark> marks() {
        List<Setup.FaultMark> marks = new ArrayList<>(result.setup().faults());
        List<Hostile> hostile = result.hostile();
        if (!hostile.isEmpty()) {
            int from = hostile.stream().mapToInt(Hostile::from).min().orElse(0);
            int clients = hostile.stream().mapToInt(Hostile::clients).sum();
            marks.add(new Setup.FaultMark(clients + " hostile clients from " + from + "s", from));
        }
        return marks;
    }

    private String tiles() {
        Totals totals = result.totals();
        boolean isMoved = totals.failover().getTotalCount() > 0;
        return tile(String.format(Locale.ROOT, "%,.0f", Summary.rate(result)), "heartbeats/s")
                + tile(micros(totals.latency().getValueAtPercentile(50)), "latency p50")
                + tile(micros(totals.latency().getValueAtPercentile(99)), "latency p99")
                + tile(isMoved ? micros(totals.failover().getMaxValue()) : "–", "slowest failover")
                + tile(
                        totals.overlap().getTotalCount() == 0
                                ? "0"
                                : micros(totals.overlap().getMaxValue()),
                        "longest overlap")
                + tile(String.format(Locale.ROOT, "%.3f%%", 100 * totals.errorShare()), "errors")
                + tile(Long.toString(totals.breaches()), "breaches");
    }

    private static String tile(String value, String name) {
        return "<div><dt>" + escape(name) + "</dt><dd>" + escape(value) + "</dd></div>";
    }

    static String micros(long micros) {
        return value(Plots.Axis.MILLIS, micros / 1e3);
    }

    static String value(Plots.Axis axis, double value) {
        return switch (axis) {
            case MILLIS, LOG_MILLIS ->
                value >= 1_000
                        ? String.format(Locale.ROOT, "%.2f s", value / 1e3)
                        : String.format(Locale.ROOT, "%.1f ms", value);
            case PERCENT -> String.format(Locale.ROOT, "%.0f%%", value);
            default -> String.format(Locale.ROOT, "%,.0f", value);
        };
    }

    private String figures() {
        StringBuilder rows = new StringBuilder();
        Summary.of(result)
                .forEach(line -> rows.append("<div><dt>")
                        .append(escape(line.name()))
                        .append("</dt><dd>")
                        .append(escape(line.value()))
                        .append("</dd></div>"));
        return rows.toString();
    }

    private String breaches() {
        List<Breach> breaches = result.breaches();
        if (breaches.isEmpty()) {
            return "";
        }
        StringBuilder list =
                new StringBuilder("<section aria-labelledby=breaches><h2 id=breaches>Breaches</h2><ol class=breaches>");
        breaches.forEach(
                breach -> list.append("<li>").append(escape(breach.toString())).append("</li>"));
        return list.append("</ol></section>").toString();
    }

    /** What the page's script draws. No text in it can end the script. */
    private String json() {
        record Drawn(List<Plots.Plot> plots, List<Setup.FaultMark> faults) {}
        try {
            return new ObjectMapper()
                    .writeValueAsString(new Drawn(Plots.of(result), marks()))
                    .replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&quot;");
    }

    private static String withoutBanner(String script) {
        return script.startsWith("/*!") ? script.substring(script.indexOf("*/") + 2) : script;
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
