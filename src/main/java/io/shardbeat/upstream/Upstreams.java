package io.shardbeat.upstream;

import io.shardbeat.http.Upstream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The log services of one pair of settings, by what a request names: a project or a region. */
public final class Upstreams {
    private final Map<String, Upstream> byName = new HashMap<>();
    private final @Nullable Upstream others;

    /**
     * @param setting the key of {@code others}, for messages; that of {@code byName} has an s more
     * @param others the one for every name that has none of its own
     * @throws IllegalArgumentException when an address cannot be used; the message names the key and the address
     */
    public Upstreams(String setting, Optional<URI> others, Map<String, URI> byName) {
        this.others = others.map(address -> upstream(setting, address)).orElse(null);
        byName.forEach((name, address) -> this.byName.put(name, upstream(setting + "s.\"" + name + '"', address)));
    }

    private static Upstream upstream(String key, URI address) {
        try {
            return Upstream.of(address);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    public boolean isEmpty() {
        return others == null && byName.isEmpty();
    }

    /** The one for this name; {@code null} when there is none. */
    public @Nullable Upstream find(String name) {
        Upstream own = byName.get(name);
        return own == null ? others : own;
    }
}
