package io.shardbeat.config.check;

import jakarta.annotation.Priority;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** Of all keys, of every library: a word that means neither is refused, where the usual converter takes it for false. */
@Priority(500)
public final class StrictBoolean implements Converter<Boolean> {
    private static final long serialVersionUID = 1L;

    private static final Set<String> TRUE = Set.of("true", "yes", "on", "1", "y", "t");
    private static final Set<String> FALSE = Set.of("false", "no", "off", "0", "n", "f");

    static boolean isEither(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return TRUE.contains(word) || FALSE.contains(word);
    }

    /**
     * @return {@code null} for nothing, as for a setting that is not there
     * @throws IllegalArgumentException when it is neither
     */
    @Override
    public @Nullable Boolean convert(String text) {
        String word = text.strip();
        if (word.isEmpty()) {
            return null;
        }
        if (!isEither(word)) {
            throw new IllegalArgumentException("expected " + Kind.BOOLEAN.form());
        }
        return TRUE.contains(word.toLowerCase(Locale.ROOT));
    }
}
