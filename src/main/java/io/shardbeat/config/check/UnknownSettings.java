package io.shardbeat.config.check;

import io.shardbeat.security.Printable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Keys and variables that look like settings of ours and are none: nobody would read them. */
final class UnknownSettings {
    private static final String NAME = "shardbeat";
    private static final Pattern FIRST_WORD = Pattern.compile("[._]");
    /** Windows' Notepad begins a file with it, which makes it part of the first key. */
    private static final String BYTE_ORDER_MARK = "\ufeff";

    /** What Kubernetes adds for a Service called shardbeat or shardbeat-something. */
    private static final Pattern OF_KUBERNETES = Pattern.compile(
            "SHARDBEAT_(?:[A-Z0-9_]+_)?(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?|PORT(?:_[0-9]+_(?:TCP|UDP|SCTP)(?:_[A-Z]+)?)?)");

    /** Of our other programs: shardbeatctl, the load generator, the Compose file, CI. */
    private static final Pattern OF_TOOLS =
            Pattern.compile("SHARDBEAT_(?:URL|KEY|KEY_FILE|KEYS|REASON|CI_RUN|LOAD_[A-Z0-9_]+)");

    private final Rules rules;

    UnknownSettings(Rules rules) {
        this.rules = rules;
    }

    /** A line for each that is not known. */
    List<String> lines(Collection<String> keys, Collection<String> variables) {
        List<String> lines = new ArrayList<>();
        for (String key : new TreeSet<>(keys)) {
            if (key.startsWith(BYTE_ORDER_MARK) || (looksOurs(key) && rules.of(key) == null)) {
                lines.add(aboutKey(key));
            }
        }
        List<String> known =
                rules.ours().stream().map(UnknownSettings::variable).toList();
        for (String variable : new TreeSet<>(variables)) {
            String read = variable.toUpperCase(Locale.ROOT); // the library does not mind
            if (looksOurs(variable) && !isKnown(read, known) && !isOfOthers(read)) {
                lines.add("the environment variable " + Printable.of(variable) + " is not known" + meant(read, known));
            }
        }
        return lines;
    }

    private String aboutKey(String key) {
        if (key.startsWith(BYTE_ORDER_MARK)) {
            return "the setting " + key.substring(1) + " is not read, since its file begins with a byte order mark,"
                    + " expected plain UTF-8";
        }
        String plain = key.toLowerCase(Locale.ROOT).replace('_', '.');
        return "the setting " + Printable.of(key) + " is not known" + meant(plain, rules.ours());
    }

    /** Whether its first word is our name, or nearly. */
    private static boolean looksOurs(String key) {
        String first = FIRST_WORD.split(key, 2)[0].toLowerCase(Locale.ROOT);
        return EditDistance.between(first, NAME) <= 2;
    }

    private static boolean isKnown(String variable, List<String> known) {
        return known.stream()
                .anyMatch(each -> each.endsWith("*")
                        ? variable.startsWith(each.substring(0, each.length() - 1))
                        : variable.equals(each));
    }

    private static boolean isOfOthers(String variable) {
        return OF_TOOLS.matcher(variable).matches()
                || OF_KUBERNETES.matcher(variable).matches();
    }

    /** As the environment writes a key: {@code SHARDBEAT_AUTH_KEYS_FILE}. */
    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9*]", "_");
    }

    private static String meant(String word, List<String> known) {
        return EditDistance.nearest(word, known)
                .map(near -> ", did you mean " + near + "?")
                .orElse("; docs/operations.md lists all");
    }
}
