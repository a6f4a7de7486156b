package io.shardbeat.it.worker;

import io.shardbeat.testkit.process.JavaProcess;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What consumer processes print about their shards, read from outside. */
final class Journal {
    private static final Pattern LINE = Pattern.compile("(\\d{13}) (INIT|GOT|STOP|UNSAVED) (\\d+) (\\d*)");

    private final Map<String, JavaProcess> workers = new TreeMap<>();

    enum Kind {
        /** Begins to work on a shard. */
        INIT,
        /** Was given a message. */
        GOT,
        /** Has let go of the shard. */
        STOP,
        /** Could not save a checkpoint. */
        UNSAVED
    }

    /** @param message its number, or -1 */
    record Event(long millis, String worker, Kind kind, int shard, int message) {}

    static void print(Kind kind, int shard, String message) {
        System.out.println(System.currentTimeMillis() + " " + kind + " " + shard + " " + message);
    }

    void add(String name, JavaProcess worker) {
        workers.put(name, worker);
    }

    JavaProcess worker(String name) {
        return workers.get(name);
    }

    /** Of all workers, in the order of their clock, which is one and the same. */
    List<Event> events() {
        List<Event> events = new ArrayList<>();
        workers.forEach((name, process) -> process.output().lines().forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                String message = matcher.group(4);
                events.add(new Event(
                        Long.parseLong(matcher.group(1)),
                        name,
                        Kind.valueOf(matcher.group(2)),
                        Integer.parseInt(matcher.group(3)),
                        message.isEmpty() ? -1 : Integer.parseInt(message)));
            }
        }));
        events.sort(Comparator.comparingLong(Event::millis));
        return events;
    }

    /** Which shards each of these works on now, by what it printed since it was started last. */
    Map<String, Set<Integer>> working(Map<String, Long> startedMillis) {
        Map<String, Set<Integer>> working = new TreeMap<>();
        startedMillis.keySet().forEach(name -> working.put(name, new TreeSet<>()));
        for (Event event : events()) {
            Long started = startedMillis.get(event.worker());
            if (started == null || event.millis() < started) {
                continue;
            }
            if (event.kind() == Kind.INIT) {
                working.get(event.worker()).add(event.shard());
            } else if (event.kind() == Kind.STOP) {
                working.get(event.worker()).remove(event.shard());
            }
        }
        return working;
    }

    /** Everything that was printed, for a failed assertion. */
    String text() {
        return events().stream()
                .filter(event -> event.kind() != Kind.GOT)
                .map(Event::toString)
                .collect(Collectors.joining("\n"));
    }
}
