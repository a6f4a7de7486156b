package io.shardbeat.ctl.cli.change;

import io.shardbeat.ctl.api.Failure;
import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.text.Spans;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "drain", description = "Gives a member nothing more, and hands over what it has.")
public final class DrainCommand extends MemberChange {
    @Option(names = "--for", paramLabel = "DURATION", description = "Ends by itself after so long.")
    private @Nullable Duration time;

    @Option(
            names = "--wait",
            arity = "0..1",
            paramLabel = "DURATION",
            fallbackValue = "60s",
            description = "Return when it holds nothing, or is gone; ends with 5 after so long. Without a value: 60s.")
    private @Nullable Duration wait;

    @Override
    public Integer call() {
        if (wait == null || terms().isDryRun()) {
            return super.call();
        }
        EmptyHands hands = new EmptyHands(ctl(), group(), member());
        try {
            super.call();
        } catch (Failure refusal) {
            if (!hands.isGone(refusal)) {
                throw refusal;
            }
            return hands.gone();
        }
        return hands.await(what(), wait);
    }

    @Override
    protected String what() {
        return what("drain");
    }

    @Override
    protected Request request() {
        return Request.post(address("drain")).with("for", time == null ? null : Spans.wire(time));
    }
}
