package io.shardbeat.redis.link;

import io.shardbeat.coordinator.StoreUnavailableException;
import io.vertx.redis.client.impl.types.ErrorType;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What is wrong with a server that no connection can be had to, in one line for whoever named it in the settings. */
public final class RedisDiagnosis {
    private static final String VERSION = "redis_version:";
    private static final int OLDEST_MAJOR = 7;
    private static final String NEEDED = "needed is Redis 7.0 or newer, or Valkey";
    private static final String HOW = "give it in quarkus.redis.hosts as redis://user:password@host:port";
    private static final String COMMANDS = "needed is what docs/operations.md lists for the user";
    private static final String TLS = "with rediss:// in its address where it speaks TLS, and only there";
    private static final int LONGEST = 200;

    /** What a batch puts before the word of the server: which of its commands it was. */
    private static final Pattern PLACE = Pattern.compile("^ERR \\[\\d+] ");

    private static final Set<String> REDIRECTIONS = Set.of("MOVED", "ASK", "CLUSTERDOWN", "CROSSSLOT");

    private static final Pattern SENTINEL = Pattern.compile("(?m)^(redis|server)_mode:sentinel");

    /** A user that may run scripts, and not all that is in them: of Redis 7.0, and of newer ones. */
    private static final Pattern IN_SCRIPT = Pattern.compile("The user executing the script|ACL failure in script");

    private RedisDiagnosis() {}

    /** Where the servers are, without the passwords that their addresses may hold. */
    public static String address(List<String> endpoints) {
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
        if (SENTINEL.matcher(info).find()) {
            return Optional.of("is a Sentinel; needed is quarkus.redis.client-type=sentinel with"
                    + " quarkus.redis.master-name, or the address of the Redis itself");
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

    /**
     * @param server what and where it is, as in "Redis at redis://host:6379"
     * @param why why there is no connection, or why it must not be used
     */
    static StoreUnavailableException of(String server, Throwable why) {
        if (why instanceof Unsuitable) {
            return StoreUnavailableException.lasting(server + " " + why.getMessage(), why);
        }
        if (why instanceof ErrorType refusal) {
            return ofRefusal(server + " ", refusal);
        }
        return passing(server + " " + unreached(why), why);
    }

    /** Nothing came in time: nobody who answers, somebody who waits for another protocol, or one who is full. */
    static StoreUnavailableException silent(String server, Duration timeout) {
        return passing(
                server + " gave no connection within " + timeout.toMillis() + " ms; needed is one that answers there, "
                        + TLS + ", and has one left of its maxclients",
                null);
    }

    private static String unreached(Throwable why) {
        String words = shortened(String.valueOf(root(why).getMessage()));
        if (words.contains("any of the provided endpoints")) {
            return "cannot be found: no Sentinel there names a master that answers; needed are addresses, user and password of"
                    + " Sentinels that know the one of quarkus.redis.master-name";
        }
        Throwable unknown = behind(why, UnknownHostException.class);
        if (unknown != null) {
            return "cannot be reached: no address is known for its name ("
                    + shortened(String.valueOf(unknown.getMessage())) + ")";
        }
        if (behind(why, GeneralSecurityException.class) != null || behind(why, SSLException.class) != null) {
            return "cannot be trusted: " + words + "; needed is a certificate for the host of the address, by an"
                    + " authority that quarkus.tls names";
        }
        return "cannot be reached: " + words;
    }

    private static @Nullable Throwable behind(Throwable why, Class<? extends Throwable> kind) {
        for (Throwable each = why; each != null; each = each.getCause()) {
            if (kind.isInstance(each)) {
                return each;
            }
        }
        return null;
    }

    private static Throwable root(Throwable why) {
        Throwable cause = why;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** As {@link #of}, of a server that is thought to be the only one. */
    static StoreUnavailableException ofLone(String server, Throwable why) {
        if (why instanceof ErrorType refusal && REDIRECTIONS.contains(kind(words(refusal)))) {
            return lasting(
                    server + " is a node of a Redis Cluster (" + shortened(words(refusal)) + "); needed is"
                            + " quarkus.redis.client-type=cluster",
                    refusal);
        }
        return of(server, why);
    }

    /** Whether a script is asked for that the server was not told, or did not keep. */
    static boolean lacksScript(Throwable why) {
        return why instanceof ErrorType refusal && kind(words(refusal)).equals("NOSCRIPT");
    }

    private static String words(ErrorType refusal) {
        return PLACE.matcher(String.valueOf(refusal.getMessage())).replaceFirst("");
    }

    private static String kind(String words) {
        return words.split(" ", 2)[0];
    }

    private static StoreUnavailableException ofRefusal(String server, ErrorType refusal) {
        String words = words(refusal);
        String said = shortened(words);
        return switch (kind(words)) {
            case "WRONGPASS" -> lasting(server + "refuses the user or password; " + HOW, refusal);
            case "NOAUTH" -> lasting(server + "wants a password and was given none; " + HOW, refusal);
            case "ILLEGAL_STATE" ->
                lasting(server + "answers what no Redis does (" + said + "); " + NEEDED + ", " + TLS, refusal);
            case "NOPERM" -> lasting(server + "says " + said + "; " + COMMANDS, refusal);
            case "NOSCRIPT" -> lasting(server + "does not keep the scripts it is given; " + COMMANDS, refusal);
            case "LOADING" ->
                passing(server + "still reads what it has on disk (" + said + "); needed is patience", refusal);
            case "DENIED" ->
                lasting(
                        server
                                + "is in protected mode, and serves its own machine only; needed is a password for its users",
                        refusal);
            case "READONLY" ->
                passing(
                        server
                                + "is a replica, and takes no writes; needed is the address of its master, or of Sentinels"
                                + " with quarkus.redis.client-type=sentinel",
                        refusal);
            default -> ofError(server, words, refusal);
        };
    }

    private static StoreUnavailableException ofError(String server, String words, ErrorType refusal) {
        if (words.contains("must be called with the client already authenticated")) {
            return lasting(server + "wants a password and was given none; " + HOW, refusal);
        }
        if (words.contains("cluster support disabled") || words.contains("unknown command 'cluster'")) {
            return lasting(
                    server + "is no cluster; needed are addresses of a cluster's nodes, or"
                            + " quarkus.redis.client-type=standalone",
                    refusal);
        }
        if (IN_SCRIPT.matcher(words).find()) {
            return lasting(server + "says " + shortened(words) + "; " + COMMANDS, refusal);
        }
        if (words.contains("unknown command")) {
            return lasting(server + "says " + words.split(",", 2)[0] + "; " + COMMANDS, refusal);
        }
        return passing(server + "says " + shortened(words), refusal);
    }

    private static StoreUnavailableException lasting(String problem, Throwable cause) {
        return StoreUnavailableException.lasting(problem, cause);
    }

    private static StoreUnavailableException passing(String problem, @Nullable Throwable cause) {
        return new StoreUnavailableException(StoreUnavailableException.Reason.UNREACHABLE, problem, cause);
    }

    private static String shortened(String text) {
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
