package io.shardbeat.redis;

import io.shardbeat.coordinator.StoreUnavailableException;
import io.vertx.redis.client.impl.types.ErrorType;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is wrong with a server that no connection can be had to, in one line for whoever named it in the settings. */
final class RedisDiagnosis {
    private static final String VERSION = "redis_version:";
    private static final int OLDEST_MAJOR = 7;
    private static final String NEEDED = "needed is Redis 7.0 or newer, or Valkey";
    private static final String HOW = "give it in quarkus.redis.hosts as redis://user:password@host:port";
    private static final int LONGEST = 200;

    private RedisDiagnosis() {}

    /** Where the servers are, without the passwords that their addresses may hold. */
    static String address(List<String> endpoints) {
        return endpoints.stream()
                .map(URI::create)
                .map(uri -> uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()))
                .collect(Collectors.joining(","));
    }

    /** What speaks against the server that says this of itself in {@code INFO server}. */
    static Optional<String> problemIn(String info) {
        int at = info.indexOf(VERSION);
        if (at < 0) {
            return Optional.of("does not say which Redis it is; " + NEEDED);
        }
        String version = info.substring(at + VERSION.length()).split("\\s", 2)[0];
        return major(version) >= OLDEST_MAJOR ? Optional.empty() : Optional.of("is version " + version + "; " + NEEDED);
    }

    private static int major(String version) {
        try {
            return Integer.parseInt(version.split("\\.", 2)[0]);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** @param why why there is no connection, or why it must not be used */
    static StoreUnavailableException of(String address, Throwable why) {
        String server = "Redis at " + address + " ";
        if (why instanceof Unsuitable) {
            return StoreUnavailableException.lasting(server + why.getMessage(), why);
        }
        if (why instanceof ErrorType refusal) {
            return ofRefusal(server, refusal);
        }
        return new StoreUnavailableException(
                StoreUnavailableException.Reason.UNREACHABLE, server + "cannot be reached: " + shortened(why), why);
    }

    private static StoreUnavailableException ofRefusal(String server, ErrorType refusal) {
        String word = String.valueOf(refusal.getMessage());
        if (refusal.is("WRONGPASS")) {
            return StoreUnavailableException.lasting(server + "refuses the user or password; " + HOW, refusal);
        }
        if (refusal.is("NOAUTH") || word.contains("must be called with the client already authenticated")) {
            return StoreUnavailableException.lasting(server + "wants a password and was given none; " + HOW, refusal);
        }
        if (refusal.is("ILLEGAL_STATE")) {
            return StoreUnavailableException.lasting(
                    server + "answers what no Redis does (" + shortened(refusal) + "); " + NEEDED, refusal);
        }
        if (refusal.is("NOPERM")) {
            return StoreUnavailableException.lasting(
                    server + "says " + shortened(refusal) + "; docs/operations.md lists what the user needs", refusal);
        }
        return new StoreUnavailableException(
                StoreUnavailableException.Reason.UNREACHABLE, server + "says " + shortened(refusal), refusal);
    }

    private static String shortened(Throwable why) {
        String text = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
        String line = text.lines().findFirst().orElse("");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    /** A server that answers, and is none that a node could use. */
    static final class Unsuitable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unsuitable(String problem) {
            super(problem, null, false, false);
        }
    }
}
