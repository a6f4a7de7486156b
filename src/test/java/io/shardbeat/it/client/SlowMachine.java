package io.shardbeat.it.client;

import java.time.Duration;

/** What a busy machine may add to whatever a test judges by the clock. */
public final class SlowMachine {
    public static final Duration SLACK = Duration.ofSeconds(3);

    private SlowMachine() {}
}
