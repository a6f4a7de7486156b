package io.shardbeat.config.check;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a setting is written. */
enum Kind {
    DURATION("a duration such as 500ms, 20s or 5m") {
        @Override
        Comparable<?> read(String text) {
            return DurationConverter.parseDuration(text);
        }
    },
    DURATION_OR_AUTO("auto, or a duration such as 500ms, 20s or 5m") {
        @Override
        Comparable<?> read(String text) {
            return text.equals("auto") ? Duration.ZERO : DurationConverter.parseDuration(text);
        }
    },
    INTEGER("a whole number") {
        @Override
        Comparable<?> read(String text) {
            return new BigInteger(text);
        }
    },
    DECIMAL("a number") {
        @Override
        Comparable<?> read(String text) {
            return new BigDecimal(Double.toString(Double.parseDouble(text))); // as Quarkus does: "1.0d" is one
        }
    },
    BYTES("a number of bytes such as 4096, 64K or 8M") {
        @Override
        Comparable<?> read(String text) {
            return new MemorySizeConverter().convert(text).asBigInteger();
        }
    },
    /** Whatever is not known would be false. */
    BOOLEAN("true or false") {
        @Override
        Comparable<?> read(String text) {
            return valid(StrictBoolean.isEither(text), text);
        }
    },
    /** Of a log. What a category inherits is the level of the one above it. */
    LEVEL("a level: off, fatal, error, warn, info, debug, trace or all") {
        @Override
        Comparable<?> read(String text) {
            return valid(LEVELS.contains(text.toLowerCase(Locale.ROOT)), text);
        }
    },
    WEB_ADDRESS("an address such as https://host:443") {
        @Override
        Comparable<?> read(String text) {
            try {
                URI uri = new URI(text);
                boolean isWeb = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
                return valid(isWeb && uri.getHost() != null, text);
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException(e);
            }
        }
    },
    /** What an address is made of is for the Redis client to say; another scheme it finds out about too late. */
    REDIS_ADDRESSES("addresses such as redis://user:password@host:6379, with a comma between two") {
        @Override
        Comparable<?> read(String text) {
            List<String> addresses = each(text);
            return valid(!addresses.isEmpty() && addresses.stream().allMatch(REDIS_SCHEME.asPredicate()), text);
        }
    },
    TLS_VERSIONS("TLSv1.3, TLSv1.2, or both with a comma between") {
        @Override
        Comparable<?> read(String text) {
            return valid(List.of("tlsv1.2", "tlsv1.3").containsAll(each(text.toLowerCase(Locale.ROOT))), text);
        }
    },
    PAIRS("pairs such as name=value, with a comma between two") {
        @Override
        Comparable<?> read(String text) {
            return valid(each(text).stream().allMatch(pair -> pair.indexOf('=') > 0), text);
        }
    },
    FILE("a file") {
        @Override
        Comparable<?> read(String text) {
            try {
                return valid(!Path.of(text).toString().isEmpty(), text);
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException(e);
            }
        }
    },
    TEXT("a text") {
        @Override
        Comparable<?> read(String text) {
            return text;
        }
    };

    /** With those of java.util.logging. */
    private static final Set<String> LEVELS = Set.of(
            "off", "fatal", "error", "warn", "info", "debug", "trace", "all", "inherit", "severe", "warning", "config",
            "fine", "finer", "finest");

    private static final Pattern REDIS_SCHEME = Pattern.compile("^(?:rediss?|unix):/");

    private final String form;

    Kind(String form) {
        this.form = form;
    }

    /** For messages, as in "expected a duration". */
    String form() {
        return form;
    }

    /** @throws IllegalArgumentException when it is none */
    abstract Comparable<?> read(String text);

    /** @return {@code null} when the text is none of this kind */
    @Nullable Comparable<?> tryRead(String text) {
        try {
            return read(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static List<String> each(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private static String valid(boolean isValid, String text) {
        if (!isValid) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
