package io.shardbeat.ctl.api;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;

/**
 * Whom to ask, and as whom. Its texts never hold the key.
 *
 * @param base the node, without a slash at the end
 * @param authorization the header's value; empty for none
 * @param patience how long one request may take
 */
public record Target(URI base, String authorization, Duration patience) {
    /** @throws IllegalArgumentException with what is expected, never with the key */
    public static Target of(String url, String key, Duration patience) {
        URI base = base(url);
        if (!key.isEmpty()
                && (key.indexOf(':') < 1 || key.endsWith(":") || key.chars().anyMatch(Character::isISOControl))) {
            throw new IllegalArgumentException("a key is ID:SECRET, on one line");
        }
        String basic = Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
        return new Target(base, key.isEmpty() ? "" : "Basic " + basic, patience);
    }

    private static URI base(String url) {
        try {
            URI base = new URI(url.replaceAll("/+$", ""));
            String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
            boolean isWeb = scheme.equals("http") || scheme.equals("https");
            if (isWeb
                    && base.getHost() != null
                    && base.getRawUserInfo() == null
                    && base.getRawQuery() == null
                    && base.getRawFragment() == null) {
                return base;
            }
        } catch (java.net.URISyntaxException e) {
            // Said below, without the text: a key may have been written into it.
        }
        throw new IllegalArgumentException("a URL is http://<host>:<port> or https://..., without a user or query");
    }

    URI at(String addressAndQuery) {
        return URI.create(base + addressAndQuery);
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
