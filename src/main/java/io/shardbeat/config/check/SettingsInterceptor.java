package io.shardbeat.config.check;

import io.shardbeat.security.Printable;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * Looks at each setting before anybody converts it. So what is wrong is said in the same words whether it is a key of ours
 * or of Quarkus, and before a client or a pool has been made of it.
 */
public final class SettingsInterceptor implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1L;

    private final transient Rules rules = new Rules();

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue found = context.proceed(name);
        if (found != null && found.getValue() != null) {
            check(name, found);
        }
        return found;
    }

    private void check(String name, ConfigValue found) {
        Rule rule = rules.of(name);
        if (rule != null) {
            rule.expectedInsteadOf(found.getValue()).ifPresent(expected -> {
                throw new SettingRefused(
                        name + " is \"" + Printable.of(Passwords.hidden(found.getValue())) + "\", " + expected);
            });
        }
    }
}
