package io.shardbeat.config.check;

import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a machine refuses, or a library that was told something wrong: said in terms of the settings behind it. */
final class MachineFailures {
    private static final Pattern MANAGEMENT = Pattern.compile("management interface on (.+):(\\d+)$");
    private static final List<String> REDIS = List.of("io.vertx.redis.", "io.quarkus.redis.");
    private static final List<String> LOG =
            List.of("org.jboss.logmanager.", "io.quarkus.runtime.logging.", "io.quarkus.logging.");
    private static final List<String> TLS = List.of(
            "io.quarkus.tls.",
            "io.vertx.core.net.impl.SSLHelper",
            "io.vertx.core.net.impl.KeyStoreHelper",
            "io.vertx.core.net.PemKeyCertOptions",
            "io.quarkus.vertx.http.runtime.options.TlsUtils");

    private MachineFailures() {}

    /** One line, or nothing when it is something else. */
    static Optional<String> line(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            String line = lineOf(each);
            if (line != null) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    private static @Nullable String lineOf(Throwable each) {
        String message = Passwords.hidden(String.valueOf(each.getMessage()));
        Matcher management = MANAGEMENT.matcher(message);
        if (management.find() && deepest(each) instanceof BindException) {
            return portTaken(management.group(2), management.group(1));
        }
        if (each instanceof BindException) {
            return "an address to listen on cannot be had (" + message + "): see quarkus.http.host,"
                    + " quarkus.management.host and their ports";
        }
        if (each instanceof UnknownHostException) {
            return "a host is not known (" + message + "), expected an address of this machine: see quarkus.http.host"
                    + " and quarkus.management.host";
        }
        if (comesFrom(each, REDIS)) {
            return (message.contains("TLS configuration")
                    ? "quarkus.redis.tls-configuration-name is refused (" + message
                            + "), expected the NAME of a quarkus.tls.NAME"
                    : "quarkus.redis.hosts is refused (" + message + "), expected an address such as"
                            + " redis://user:password@host:6379");
        }
        if (comesFrom(each, TLS)) {
            return "HTTPS cannot be served (" + withCause(each) + "): see quarkus.tls.key-store and"
                    + " quarkus.http.ssl.certificate";
        }
        if (comesFrom(each, LOG)) {
            return "the log cannot be set up ("
                    + (each.getMessage() == null ? each.getClass().getSimpleName() : message)
                    + "): see quarkus.log.console, quarkus.log.file and quarkus.log.syslog";
        }
        return each instanceof FileSystemException file ? ofFile(file) : null;
    }

    static String portTaken(Object port, String host) {
        return "port " + port + " of " + host + " cannot be had, expected one that no"
                + " other process listens on, of an address of this machine: see quarkus.http.port,"
                + " quarkus.http.ssl-port, quarkus.management.port and their hosts";
    }

    /** The JVM and Vert.x keep files of theirs there; a read-only root needs a writable folder in that place. */
    private static String ofFile(FileSystemException file) {
        String temporary = System.getProperty("java.io.tmpdir");
        return Path.of(String.valueOf(file.getFile())).startsWith(temporary)
                ? "nothing can be written to " + temporary + " (" + why(file)
                        + "), expected a folder with some room for" + " this user, such as a tmpfs: see java.io.tmpdir"
                : unreadable(file);
    }

    private static String unreadable(FileSystemException file) {
        return "the file " + file.getFile() + " cannot be read: " + why(file);
    }

    private static String why(FileSystemException file) {
        return file instanceof NoSuchFileException
                ? "there is no such file"
                : file instanceof AccessDeniedException ? "access is denied" : String.valueOf(file.getReason());
    }

    /** Near where it was thrown: who called that is in every trace. */
    private static boolean comesFrom(Throwable failure, List<String> places) {
        StackTraceElement[] trace = failure.getStackTrace();
        for (int i = 0; i < Math.min(trace.length, 12); i++) {
            String place = trace[i].getClassName();
            if (places.stream().anyMatch(place::startsWith)) {
                return true;
            }
        }
        return false;
    }

    private static String withCause(Throwable each) {
        Throwable deepest = deepest(each);
        return each.getMessage() + (deepest == each ? "" : ": " + text(deepest));
    }

    /** A file's name alone says little. */
    private static String text(Throwable failure) {
        return failure instanceof FileSystemException file ? unreadable(file) : String.valueOf(failure.getMessage());
    }

    private static Throwable deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }
}
