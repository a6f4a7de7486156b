package io.shardbeat.config.check;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.shardbeat.security.Printable;
import io.smallrye.config.ConfigValidationException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Why a node did not start: a line for each thing that who runs it can mend, everything else with its stack trace. */
public final class StartFailures {
    private static final Logger LOG = Logger.getLogger("io.shardbeat");
    private static final int LONGEST_LINE = 2_000;
    /** Of the configuration library: key, value, why. */
    private static final Pattern CONVERSION = Pattern.compile(
            "The config property (.+) with the config value \"(.*)\" threw an Exception whilst being converted (.*)",
            Pattern.DOTALL);

    private static final Pattern EMPTY =
            Pattern.compile("The config property (\\S+) is defined as the empty String .*", Pattern.DOTALL);
    /** Names of classes and numbers of messages, in front of what people read. */
    private static final Pattern MACHINERY =
            Pattern.compile("^(?:[a-z]+(?:\\.\\w+)+(?:Exception|Error): |SRCFG\\d+: )+");

    /** Of the configuration library, as of a file that it cannot read. */
    private static final Pattern LIBRARY = Pattern.compile("^SRCFG\\d+: ");

    private StartFailures() {}

    /** Says why, if there is something to say, and ends the process. */
    public static void end(Integer exitCode, @Nullable Throwable failure) {
        if (failure != null) {
            List<String> lines = lines(failure);
            if (lines.isEmpty()) {
                unexpected(failure);
            }
            // No logger: what says where logs go may be what is wrong.
            lines.forEach(line -> System.err.println("shardbeat cannot start: " + line));
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(exitCode, failure);
    }

    /** A log that has not been set up keeps its lines for later, which does not come. */
    private static void unexpected(Throwable failure) {
        if (InitialConfigurator.DELAYED_HANDLER.isActivated()) {
            LOG.error("the node cannot start", failure);
        } else {
            failure.printStackTrace();
        }
    }

    /** What is wrong with the settings or the machine, a line each; empty when it is something else. */
    static List<String> lines(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof ConfigValidationException all) {
                return problems(all);
            }
            String message = String.valueOf(each.getMessage());
            if (LIBRARY.matcher(message).find()) {
                return List.of(line("the settings cannot be read (" + inOurWords(message)
                        + "): see config/application.properties and quarkus.config.locations"));
            }
            if (each instanceof QuarkusBindException taken) {
                return List.of(MachineFailures.portTaken(taken.getPort(), taken.getHost()));
            }
            if (each instanceof SettingRefused || (each instanceof ConfigurationException && each.getCause() == null)) {
                return List.of(line(message));
            }
        }
        return MachineFailures.line(failure)
                .map(StartFailures::line)
                .map(List::of)
                .orElse(List.of());
    }

    private static List<String> problems(ConfigValidationException all) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < all.getProblemCount(); i++) {
            lines.add(line(inOurWords(all.getProblem(i).getMessage())));
        }
        return lines.stream().distinct().toList();
    }

    /** As our own are: key, value, what is wrong with it. */
    private static String inOurWords(String problem) {
        String plain = MACHINERY.matcher(problem).replaceFirst("");
        Matcher empty = EMPTY.matcher(plain);
        if (empty.matches()) {
            return empty.group(1) + " is \"\", expected a value, or that it is not set at all";
        }
        Matcher conversion = CONVERSION.matcher(plain);
        if (!conversion.matches()) {
            return plain;
        }
        return conversion.group(1) + " is \"" + Printable.of(Passwords.hidden(conversion.group(2)))
                + "\", which is refused: "
                + Passwords.hidden(MACHINERY.matcher(conversion.group(3)).replaceFirst(""));
    }

    /** One, whatever is in it: the values in our own messages are escaped already. */
    private static String line(String message) {
        String line = message.strip().replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ");
        return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line;
    }
}
