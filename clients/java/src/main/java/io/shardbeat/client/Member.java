package io.shardbeat.client;

import io.shardbeat.client.wire.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What a member does, one turn after another: find out about its group, beat, do what the answer says, and leave. */
final class Member {
    private final Settings settings;
    private final Coordinator coordinator;
    private final Holdings holdings;
    private final FleetMetrics metrics;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final FenceTimer fence;
    private Pace pace;
    private boolean knowsGroup;

    /** Sees to it that {@link Holdings#fence} is called at this time of the {@link Ticker}, and no more at an earlier one. */
    interface FenceTimer {
        void at(long nanos);
    }

    Member(
            Settings settings,
            Coordinator coordinator,
            Holdings holdings,
            FleetMetrics metrics,
            Ticker ticker,
            RandomGenerator random,
            FenceTimer fence) {
        this.settings = settings;
        this.coordinator = coordinator;
        this.holdings = holdings;
        this.metrics = metrics;
        this.ticker = ticker;
        this.random = random;
        this.fence = fence;
        pace = Pace.of(settings, settings.sessionTimeout());
    }

    /** Whether there is nothing left to report: it was closed, and everything has stopped. */
    boolean isDone() {
        return holdings.isClosed() && holdings.isEmpty();
    }

    /** Returns how long after its beginning the next turn should begin, in nanoseconds. */
    long turn() {
        boolean answered;
        try {
            answered = (knowsGroup || findsGroup()) && beat();
        } catch (IOException | RuntimeException e) {
            metrics.failed(String.valueOf(e.getMessage()));
            answered = false;
        }
        return pace.pause(answered, random);
    }

    /** The last heartbeat says that nothing is held any more; then it takes its leave, if that was asked for. */
    void leave() {
        boolean atOnce = false;
        if (holdings.isAllowed(ticker.nanos())) { // one that was expired would join again
            beat();
            atOnce = settings.leave() && coordinator.leave();
        }
        metrics.left(atOnce);
    }

    private boolean findsGroup() throws IOException {
        Optional<Duration> timeout = coordinator.groupTimeout();
        if (timeout.isEmpty() && settings.createGroup()) {
            coordinator.createGroup();
            timeout = coordinator.groupTimeout(); // somebody else may have been faster, with another timeout
        }
        if (timeout.isEmpty()) {
            metrics.failed("there is no group " + settings.group());
            return false;
        }
        pace = Pace.of(settings, timeout.get());
        knowsGroup = true;
        return true;
    }

    private boolean beat() {
        return coordinator.beat(holdings.report()).fold(new Reply.Cases<Boolean>() {
            @Override
            public Boolean granted(Grant grant) {
                return takes(grant);
            }

            @Override
            public Boolean unknownMember() {
                holdings.forgotten();
                knowsGroup = false; // its timeout may be another now
                metrics.failed(Coordinator.UNKNOWN_MEMBER);
                return false;
            }

            @Override
            public Boolean unknownGroup() {
                holdings.forgotten();
                knowsGroup = false;
                metrics.failed(Coordinator.UNKNOWN_GROUP);
                return false;
            }

            @Override
            public Boolean failed(String reason) {
                metrics.failed(reason);
                return false;
            }
        });
    }

    private boolean takes(Grant grant) {
        long now = ticker.nanos();
        if (!holdings.answered(grant, now, pace.allowed())) {
            metrics.failed("an answer came too late to count");
            return false;
        }
        fence.at(grant.sentAt() + pace.allowed());
        metrics.answered(Duration.ofNanos(now - grant.sentAt()));
        return true;
    }
}
