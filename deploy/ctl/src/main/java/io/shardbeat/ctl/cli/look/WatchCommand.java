package io.shardbeat.ctl.cli.look;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.ctl.api.AdminApi;
import io.shardbeat.ctl.api.EventStream;
import io.shardbeat.ctl.api.EventStream.Event;
import io.shardbeat.ctl.api.ExitCode;
import io.shardbeat.ctl.api.GroupPath;
import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.cli.Shardbeatctl;
import io.shardbeat.ctl.print.Cell;
import io.shardbeat.ctl.print.Format;
import io.shardbeat.ctl.text.Json;
import io.shardbeat.ctl.text.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "watch", description = "What happens in a group, or in all, as it happens; until interrupted.")
public final class WatchCommand implements Callable<Integer> {
    private static final long PAUSE_MILLIS = 1_000;

    @ParentCommand
    private Shardbeatctl ctl;

    @Parameters(index = "0", arity = "0..1", paramLabel = "GROUP", description = "One group; without, all.")
    private @Nullable GroupPath group;

    @Option(names = "--count", paramLabel = "N", description = "Stop after so many events.")
    private long count = Long.MAX_VALUE;

    private final Happenings happenings = new Happenings();

    @Override
    public Integer call() throws InterruptedException {
        AdminApi api = ctl.api();
        String what = "watch " + (group == null ? "all groups" : group.toString());
        String address = group == null ? "/admin/v1/events" : group.address("events");
        long left = count;
        while (left > 0) {
            // A node that goes away ends the stream; the next one answers the next request, or that fails.
            try (EventStream events = new EventStream(api.follow(what, Request.get(address)))) {
                for (Event event = events.next(); event != null && left > 0; event = left > 0 ? events.next() : null) {
                    print(event);
                    left--;
                }
            } catch (IOException e) {
                ctl.err().println("shardbeatctl: the stream broke off, asking again");
            }
            if (left > 0) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
        return ExitCode.DONE;
    }

    private void print(Event event) {
        if (ctl.format() == Format.json) {
            ObjectNode line = JsonNodeFactory.instance.objectNode().put("event", event.name());
            try {
                line.set("data", Json.read(event.data().getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                line.put("data", event.data());
            }
            ctl.out().println(Json.line(line));
        } else {
            told(event).forEach(line -> ctl.out().println(ctl.now().truncatedTo(ChronoUnit.SECONDS) + "  " + line));
        }
    }

    private List<String> told(Event event) {
        String name = Printable.of(event.name()) + "  ";
        try {
            JsonNode data = Json.read(event.data().getBytes(StandardCharsets.UTF_8));
            return event.name().equals("patch") ? happenings.in(data) : List.of(name + Cell.text(data));
        } catch (IOException e) {
            return List.of(name + Printable.of(event.data()));
        }
    }
}
