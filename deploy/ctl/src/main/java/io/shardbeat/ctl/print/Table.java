package io.shardbeat.ctl.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows under titles, as wide as they need to be, for people and for {@code awk}. */
public final class Table {
    private final List<Column> columns;

    private Table(List<Column> columns) {
        this.columns = columns;
    }

    public static Table of(Format format, List<Column> columns) {
        return new Table(columns.stream()
                .filter(column -> format == Format.wide || !column.isWide())
                .toList());
    }

    public void print(Iterable<JsonNode> rows, PrintStream out) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns.stream().map(Column::title).toList());
        rows.forEach(row -> lines.add(
                columns.stream().map(column -> column.cell().apply(row)).toList()));
        int[] widths = new int[columns.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(line.get(i)));
            }
        }
        lines.forEach(line -> out.println(padded(line, widths)));
    }

    private static String padded(List<String> line, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            text.append(line.get(i));
            if (i < widths.length - 1) {
                text.append(" ".repeat(widths[i] - width(line.get(i)) + 2));
            }
        }
        return text.toString();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
