package io.shardbeat.ctl.cli.change;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.api.ExitCode;
import io.shardbeat.ctl.api.Failure;
import io.shardbeat.ctl.api.GroupPath;
import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.cli.Shardbeatctl;
import io.shardbeat.ctl.print.Format;
import io.shardbeat.ctl.text.Printable;
import io.shardbeat.ctl.text.Spans;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a drained member holds nothing: no shard in its grant, none on its way from it. That is when its process may
 * stop. A node that is away for a moment does not end the wait; its end does.
 */
final class EmptyHands {
    private static final long PAUSE_MILLIS = 500;

    private final Shardbeatctl ctl;
    private final GroupPath group;
    private final String member;

    EmptyHands(Shardbeatctl ctl, GroupPath group, String member) {
        this.ctl = ctl;
        this.group = group;
        this.member = member;
    }

    /** Whether the node does not know the member, which then holds nothing. A group that is not known is a mistake. */
    boolean isGone(Failure refusal) {
        return refusal.is("MemberNotFound");
    }

    int gone() {
        return said("gone: there is no member " + member + " in " + group);
    }

    int await(String what, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        String why = "";
        do {
            try {
                JsonNode state =
                        ctl.api().ask("look at member " + member, Request.get(group.address("members", member)));
                why = left(state);
                if (why == null) {
                    return said("drained: member " + member + " of " + group + " holds nothing");
                }
            } catch (Failure refusal) {
                if (isGone(refusal)) {
                    return gone();
                }
                if (refusal.exitCode() != ExitCode.UNREACHABLE) {
                    throw refusal;
                }
                why = refusal.getMessage();
            }
        } while (paused(end));
        throw new Failure(
                ExitCode.UNREACHABLE,
                "",
                "cannot " + Printable.of(what) + " within " + Spans.text(patience) + ": " + why);
    }

    /** @return {@code null} when it holds nothing */
    private static @Nullable String left(JsonNode member) {
        int granted = member.path("granted").asInt();
        if (granted > 0) {
            return "it still has " + granted + (granted == 1 ? " shard" : " shards");
        }
        return member.path("handingOver").asBoolean() ? "it has not let go of all its shards" : null;
    }

    private int said(String text) {
        if (ctl.format() != Format.json) {
            ctl.out().println(Printable.of(text));
        }
        return ExitCode.DONE;
    }

    /** @return whether there is time for another look */
    private static boolean paused(long end) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
            return false;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(Math.min(PAUSE_MILLIS, left));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
