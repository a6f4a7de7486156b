package io.shardbeat.config.settings;

import io.quarkus.runtime.configuration.DurationConverter;
import io.shardbeat.group.FenceMargin;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads a fence margin as people write it: {@code auto}, or a duration such as {@code 5s}. */
public final class FenceMarginConverter implements Converter<FenceMargin> {
    private static final long serialVersionUID = 1L;

    @Override
    public FenceMargin convert(String text) {
        if (text.trim().equals("auto")) {
            return FenceMargin.AUTO;
        }
        try {
            return new FenceMargin(DurationConverter.parseDuration(text.trim()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a fence margin is auto or a duration such as 5s, was \"" + text + "\"", e);
        }
    }
}
