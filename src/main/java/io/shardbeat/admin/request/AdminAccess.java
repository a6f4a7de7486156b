package io.shardbeat.admin.request;

import io.shardbeat.security.AccessKey;
import io.shardbeat.security.AccessKeys;
import io.shardbeat.security.AccessRules;
import io.shardbeat.security.AuthFailures;
import io.shardbeat.security.AuthMode;
import io.shardbeat.security.RequestQuotas;
import io.shardbeat.security.RequestQuotas.Scope;
import io.shardbeat.security.Verdict;
import io.shardbeat.security.Verdict.Reason;
import io.shardbeat.security.signature.ConstantTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Who may look: holders of an access key with {@code admin} or {@code admin:read}; the first may change, too. Made on its first use: the filter that
 * asks it is made before there are settings.
 */
@ApplicationScoped
public class AdminAccess {
    private static final String ADMIN = "admin";
    private static final List<String> READERS = List.of(ADMIN, "admin:read");
    private static final String HOW = "send an access key that has admin or admin:read,"
            + " as Authorization: Bearer <id>:<secret> or as HTTP Basic";

    private final AuthMode mode;
    private final AccessKeys keys;
    private final AuthFailures failures;
    private final RequestQuotas quotas;

    AdminAccess(AccessRules rules) {
        this.mode = rules.mode();
        this.keys = rules.keys();
        this.failures = rules.failures();
        this.quotas = rules.quotas();
    }

    /** Ends with {@link AdminException} when somebody asks too often. */
    void count(String caller, String from) {
        Scope usedUp = quotas.ofOperator(caller, from);
        if (usedUp != null) {
            throw new AdminException(AdminError.TOO_MANY_REQUESTS, quotas.words(usedUp));
        }
    }

    /** Notes that a request was refused, and gives the answer after a while if somebody tries secrets. */
    CompletionStage<Response> refuse(AdminException refused, @Nullable String authorization, String from) {
        Duration wait = Duration.ZERO;
        if (refused.error() == AdminError.TOO_MANY_REQUESTS) {
            return failures.after(wait, AdminErrors.answer(refused.error(), refused.text()));
        }
        if (refused.error() == AdminError.UNAUTHORIZED && authorization != null) {
            wait = failures.failed(ADMIN, Reason.SIGNATURE_MISMATCH, from);
        } else {
            failures.failed(ADMIN, refused.error() == AdminError.UNAUTHORIZED ? "unsigned" : "not_allowed", from);
        }
        return failures.after(wait, AdminErrors.answer(refused.error(), refused.text()));
    }

    /**
     * Ends with {@link AdminException} when the request must not be served.
     *
     * @param authorization the header of that name; {@code null} when there is none
     * @param changes whether the request changes anything: then looking is not enough
     * @param local whether it comes from this very machine: of those without a key only such may change anything
     * @return the id of the key; empty where none was needed
     */
    String check(@Nullable String authorization, boolean changes, boolean local) {
        if (mode == AuthMode.OFF) {
            return "";
        }
        if (mode == AuthMode.OPTIONAL && authorization == null) {
            if (changes && !local) {
                throw new AdminException(
                        AdminError.UNAUTHORIZED,
                        "without an access key only requests from the node's own machine, by the name localhost, may"
                                + " change anything: " + HOW);
            }
            return "";
        }
        if (authorization == null) {
            throw new AdminException(AdminError.UNAUTHORIZED, "an access key is needed: " + HOW);
        }
        AccessKey key = keyOf(credentials(authorization));
        if (changes && !key.allow().contains(ADMIN)) {
            throw new AdminException(AdminError.FORBIDDEN, "access key '" + key.id() + "' has not admin", key.id());
        }
        if (key.allow().stream().noneMatch(READERS::contains)) {
            throw new AdminException(
                    AdminError.FORBIDDEN, "access key '" + key.id() + "' has neither admin nor admin:read", key.id());
        }
        return key.id();
    }

    private AccessKey keyOf(String credentials) {
        int colon = credentials.indexOf(':');
        AccessKey key = colon < 0 ? null : keys.find(credentials.substring(0, colon));
        // An unknown id costs a comparison too, and is answered like a wrong secret: neither tells which ids exist.
        String secret = key == null ? "no key" : key.secret();
        boolean matches = ConstantTime.isText(secret, credentials.substring(colon + 1));
        if (key == null || !matches || !(key.admit(null) instanceof Verdict.Accepted)) {
            throw new AdminException(
                    AdminError.UNAUTHORIZED, "no permanent access key has this id and this secret: " + HOW);
        }
        return key;
    }

    /** {@code id:secret} out of either scheme. */
    private static String credentials(String authorization) {
        int blank = authorization.indexOf(' ');
        String scheme = blank < 0 ? authorization : authorization.substring(0, blank);
        String rest = authorization.substring(blank + 1).trim();
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "bearer" -> rest;
            case "basic" -> decoded(rest);
            default ->
                throw new AdminException(
                        AdminError.UNAUTHORIZED, "the Authorization header is neither Bearer nor Basic: " + HOW);
        };
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new AdminException(AdminError.UNAUTHORIZED, "the Basic credentials are not base64: " + HOW);
        }
    }
}
