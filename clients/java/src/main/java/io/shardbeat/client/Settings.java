package io.shardbeat.client;

import io.shardbeat.client.wire.Key;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What a member was told.
 *
 * @param sessionTimeout of a group that is created, and the most that is relied on
 * @param signingKey none: requests are not signed
 * @param leave whether to take leave of the coordinator
 * @param leaveKey none: that call has no key
 */
record Settings(
        Group group,
        String consumer,
        List<URI> addresses,
        @Nullable String domain,
        Duration interval,
        Duration sessionTimeout,
        Duration attemptTimeout,
        boolean createGroup,
        @Nullable Key signingKey,
        String region,
        boolean leave,
        @Nullable Key leaveKey,
        SSLContext tls) {
    /** A node keeps timeouts within these, whatever a group was given: its {@code min-} and {@code max-session-timeout}. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_CONSUMER_CHARACTERS = 256;

    Settings {
        addresses = List.copyOf(addresses);
        require(!addresses.isEmpty(), "at(…) must name the address of a node");
        require(
                !consumer.isEmpty()
                        && consumer.length() <= MOST_CONSUMER_CHARACTERS
                        && consumer.chars().noneMatch(Character::isISOControl),
                "the consumer's name must have 1 to 256 characters, none of them a control character");
        require(
                sessionTimeout.compareTo(SHORTEST) >= 0 && sessionTimeout.compareTo(LONGEST) <= 0,
                "sessionTimeout is " + sessionTimeout + ", expected " + SHORTEST + " to " + LONGEST);
        require(
                interval.toMillis() > 0 && interval.multipliedBy(3).compareTo(sessionTimeout) <= 0,
                "interval is " + interval + ", expected at most a third of the session timeout of " + sessionTimeout);
        require(
                attemptTimeout.toMillis() > 0 && attemptTimeout.compareTo(sessionTimeout) < 0,
                "attemptTimeout is " + attemptTimeout + ", expected less than the session timeout of "
                        + sessionTimeout);
    }

    private static void require(boolean met, String problem) {
        if (!met) {
            throw new IllegalArgumentException(problem);
        }
    }
}
