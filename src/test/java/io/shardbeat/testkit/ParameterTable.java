package io.shardbeat.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of a protocol's page that says what is done with each parameter: {@code | calls | parameters | required |
 * what is done |}, calls and parameters separated by commas, between {@code <!-- mark -->} and {@code <!-- end of mark -->}.
 */
public record ParameterTable(List<Row> rows) {
    private static final int COLUMNS = 5;

    /** One parameter of one call. */
    public record Row(String call, String parameter, String required, String done) {
        public boolean isRequired() {
            return required.equals("yes");
        }

        @Override
        public String toString() {
            return call + " " + parameter;
        }
    }

    public static ParameterTable of(String page, String mark) {
        String text = read(page);
        int begin = text.indexOf("<!-- " + mark + " -->");
        int end = text.indexOf("<!-- end of " + mark + " -->");
        if (begin < 0 || end < begin) {
            throw new AssertionError(page + " has no table " + mark);
        }
        List<Row> rows = new ArrayList<>();
        text.substring(begin, end)
                .lines()
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .forEach(line -> addRows(line, rows));
        return new ParameterTable(List.copyOf(rows));
    }

    private static void addRows(String line, List<Row> rows) {
        String[] columns = line.split("\\|", -1);
        if (columns.length < COLUMNS) {
            throw new AssertionError("not a row of " + COLUMNS + " columns: " + line);
        }
        for (String call : list(columns[1])) {
            for (String parameter : list(columns[2])) {
                rows.add(new Row(call, parameter, columns[3].strip(), columns[4].strip()));
            }
        }
    }

    private static List<String> list(String column) {
        return Stream.of(column.replace("`", "").split(",")).map(String::strip).toList();
    }

    public Set<String> parametersOf(String call) {
        return rows.stream()
                .filter(row -> row.call().equals(call))
                .map(Row::parameter)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(String page) {
        try {
            return Files.readString(Path.of(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
