package io.shardbeat.load.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.shardbeat.load.judge.Breach;
import io.shardbeat.load.measure.GroupFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Results on disk, and added up. */
public final class Results {
    private static final ObjectMapper JSON =
            new ObjectMapper().registerModule(Histograms.json()).enable(SerializationFeature.INDENT_OUTPUT);

    private Results() {}

    /** Writes {@code folder/result.json} and {@code folder/report.html}; returns the page. */
    public static Path write(Result result, Verdict verdict, Path folder) throws IOException {
        Files.createDirectories(folder);
        JSON.writeValue(folder.resolve("result.json").toFile(), result);
        Path page = folder.resolve("report.html");
        Files.writeString(page, new Page(result, verdict).html());
        return page;
    }

    public static Result read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Result.class);
    }

    /** The whole of which both are shares. Their seconds are laid one upon the other, as counted by each machine. */
    public static Result merge(Result one, Result other) {
        Map<Integer, Second> seconds = new TreeMap<>();
        one.seconds().forEach(second -> seconds.put(second.at(), second));
        other.seconds().forEach(second -> seconds.merge(second.at(), second, Second::and));
        List<Breach> breaches = new ArrayList<>(one.breaches());
        breaches.addAll(other.breaches());
        return new Result(
                one.setup().and(other.setup()),
                one.totals().and(other.totals()),
                List.copyOf(seconds.values()),
                breaches,
                Hostile.merge(one.hostile(), other.hostile()),
                GroupFigures.merge(one.groups(), other.groups()),
                one.where().and(other.where()));
    }
}
