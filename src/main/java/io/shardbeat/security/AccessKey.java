package io.shardbeat.security;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An access key of the keys file.
 *
 * @param id the public part, sent in every request
 * @param secret the private part, never sent and never logged
 * @param tokens the security tokens of temporary credentials accepted with this key; empty when it has none
 * @param allow what the key may do: {@code sls:<project>}, {@code cls:<logset>}, {@code admin}, {@code admin:read};
 *     {@code *} stands for every name
 */
public record AccessKey(String id, String secret, Set<String> tokens, List<String> allow) {
    public AccessKey {
        if (!isId(id)) {
            throw new IllegalArgumentException("an access key id must be printable ASCII without / : , ; = and space");
        }
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("the secret of access key '" + id + "' must not be empty");
        }
        tokens = Set.copyOf(tokens);
        allow = List.copyOf(allow);
    }

    /** Whether the key may be used on {@code name} of {@code realm}, for example {@code sls} and a project. */
    public boolean allows(String realm, String name) {
        for (String allowed : allow) {
            if (isFor(allowed, realm, name) || isFor(allowed, realm, "*")) {
                return true;
            }
        }
        return false;
    }

    /** Without making a string of the two: every signed request asks. */
    private static boolean isFor(String allowed, String realm, String name) {
        int colon = realm.length();
        return allowed.length() == colon + 1 + name.length()
                && allowed.charAt(colon) == ':'
                && allowed.startsWith(realm)
                && allowed.endsWith(name);
    }

    /** Whether {@code text} can be an id: the signature headers of both protocols end the id at one of these marks. */
    public static boolean isId(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c > '~' || "/:,;=".indexOf(c) >= 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /**
     * Lets a request in whose signature holds, provided its token is right: a permanent key takes none, a temporary one
     * takes one of its own.
     *
     * @param token the security token of the request, {@code null} or empty when it carries none
     */
    public Verdict admit(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return tokens.isEmpty()
                    ? new Verdict.Accepted(this)
                    : new Verdict.Refused(
                            Verdict.Reason.BAD_TOKEN,
                            "access key '" + id + "' is a temporary one, and the request carries no security token");
        }
        return tokens.contains(token)
                ? new Verdict.Accepted(this)
                : new Verdict.Refused(
                        Verdict.Reason.BAD_TOKEN,
                        "the security token of the request is none of those of access key '" + id + "'");
    }

    /** The id only: a secret must not reach a log by way of string concatenation. */
    @Override
    public String toString() {
        return "AccessKey[" + id + "]";
    }
}
