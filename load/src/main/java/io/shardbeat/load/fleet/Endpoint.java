package io.shardbeat.load.fleet;

import io.shardbeat.load.net.Targets;
import io.shardbeat.load.protocol.AccessKey;
import io.shardbeat.load.protocol.SlsSigning;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whom the fleet talks to and how.
 *
 * @param key {@code null} to send unsigned requests
 * @param requestTimeout after which a consumer gives up on an answer, noticed at its next heartbeat
 */
public record Endpoint(Targets targets, @Nullable AccessKey key, SlsSigning slsSigning, Duration requestTimeout) {}
