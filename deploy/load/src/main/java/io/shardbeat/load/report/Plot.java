package io.shardbeat.load.report;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** Draws lines over common axes, as SVG that takes its colours from the page. */
final class Plot {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 260;
    private static final int LEFT = 64;
    private static final int RIGHT = 24;
    private static final int TOP = 22;
    private static final int BOTTOM = 26;

    private final String title;
    private final String note;
    private final List<Series> lines;
    private final Scale x;
    private final Scale y;
    private final DoubleFunction<String> xText;
    private final DoubleFunction<String> yText;
    private List<Setup.FaultMark> marks = List.of();

    /** How values are written along both axes. */
    record Texts(DoubleFunction<String> x, DoubleFunction<String> y) {}

    /** @param logs whether x, and whether y, is logarithmic */
    Plot(String title, String note, List<Series> lines, boolean[] logs, Texts texts) {
        this.title = title;
        this.note = note;
        this.lines = lines;
        double maxX = lines.stream().mapToDouble(Series::maxX).max().orElse(1);
        double maxY = lines.stream().mapToDouble(Series::maxY).max().orElse(1);
        x = logs[0] ? Scale.log(1, maxX, LEFT, WIDTH - RIGHT) : fit(maxX);
        y = logs[1]
                ? Scale.log(least(), maxY, HEIGHT - BOTTOM, TOP)
                : Scale.linear(Math.max(maxY, 1e-9), HEIGHT - BOTTOM, TOP);
        xText = texts.x();
        yText = texts.y();
    }

    private static Scale fit(double maxX) {
        return new Scale(0, Math.max(maxX, 1e-9), false, LEFT, WIDTH - RIGHT);
    }

    private double least() {
        double least = Double.MAX_VALUE;
        for (Series line : lines) {
            for (double value : line.y()) {
                least = value > 0 ? Math.min(least, value) : least;
            }
        }
        return least == Double.MAX_VALUE ? 1 : least;
    }

    Plot with(List<Setup.FaultMark> faults) {
        marks = faults;
        return this;
    }

    String svg() {
        StringBuilder svg = new StringBuilder("<figure><figcaption><b>" + Page.escape(title) + "</b> "
                + Page.escape(note) + legend() + "</figcaption><div class=plot>");
        svg.append(String.format(
                Locale.ROOT,
                "<svg viewBox='0 0 %d %d' role=img aria-label='%s' data-plot='%s'>",
                WIDTH,
                HEIGHT,
                Page.escape(title),
                data()));
        axes(svg);
        marks(svg);
        for (Series line : lines) {
            svg.append(String.format(Locale.ROOT, "<path class='line hue%d' d='%s'/>", line.hue(), path(line)));
        }
        return svg.append("<line class=cross y1=" + TOP + " y2=" + (HEIGHT - BOTTOM)
                        + " hidden /></svg><output hidden></output></div></figure>")
                .toString();
    }

    private String legend() {
        if (lines.size() < 2) {
            return "";
        }
        StringBuilder legend = new StringBuilder("<span class=legend>");
        for (Series line : lines) {
            legend.append("<span><i class=hue").append(line.hue()).append("></i>");
            legend.append(Page.escape(line.name())).append("</span>");
        }
        return legend.append("</span>").toString();
    }

    private void axes(StringBuilder svg) {
        for (double tick : y.ticks()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=grid x1=%d x2=%d y1=%3$.1f y2=%3$.1f /><text class=y x=%4$d y=%3$.1f>%5$s</text>",
                    LEFT,
                    WIDTH - RIGHT,
                    y.at(tick),
                    LEFT - 8,
                    yText.apply(tick)));
        }
        for (double tick : x.log() ? x.ticks() : Scale.linear(x.max(), 0, 1).ticks()) {
            if (tick <= x.max() * 1.001) {
                svg.append(String.format(
                        Locale.ROOT, "<text class=x x=%.1f y=%d>%s</text>", x.at(tick), HEIGHT - 8, xText.apply(tick)));
            }
        }
    }

    /** Labels that would run into each other get rows of their own, three of them. */
    private void marks(StringBuilder svg) {
        int row = 0;
        for (Setup.FaultMark mark : marks) {
            double at = x.at(mark.at());
            boolean isLeft = at < WIDTH * 0.7;
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=mark x1=%1$.1f x2=%1$.1f y1=%2$d y2=%3$d /><text class='mark %4$s' x=%5$.1f y=%6$d>%7$s</text>",
                    at,
                    TOP - 12,
                    HEIGHT - BOTTOM,
                    isLeft ? "start" : "end",
                    at + (isLeft ? 4 : -4),
                    TOP - 4 + 13 * (row++ % 3),
                    Page.escape(mark.what())));
        }
    }

    private String path(Series line) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < line.x().length; i++) {
            path.append(String.format(
                    Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : "L", x.at(line.x()[i]), y.at(line.y()[i])));
        }
        return path.toString();
    }

    /** What the pointer shows: where each point is, and its values as text. */
    private String data() {
        StringBuilder data = new StringBuilder("[");
        double[] all = lines.isEmpty() ? new double[0] : lines.get(0).x();
        for (int i = 0; i < all.length; i++) {
            data.append(i == 0 ? "" : ",")
                    .append(String.format(Locale.ROOT, "[%.1f,\"%s", x.at(all[i]), xText.apply(all[i])));
            for (Series line : lines) {
                if (i < line.y().length) {
                    data.append("\\n").append(line.name()).append(' ').append(yText.apply(line.y()[i]));
                }
            }
            data.append("\"]");
        }
        return Page.escape(data.append(']').toString());
    }
}
