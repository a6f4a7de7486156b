package io.shardbeat.security;

/**
 * How callers of a dialect are let in.
 *
 * @param mode whether they must sign
 * @param keys who there is
 * @param accepted the forms of signing that are taken
 * @param signedActions for which calls the name of the action must be signed
 * @param failures told of those who are not let in
 * @param quotas how many requests of those who are let in are answered
 */
public record AccessRules(
        AuthMode mode,
        AccessKeys keys,
        AcceptedSignatures accepted,
        SignedActions signedActions,
        AuthFailures failures,
        RequestQuotas quotas) {
    /** What official clients need: every form of signing is taken. */
    public AccessRules(AuthMode mode, AccessKeys keys) {
        this(mode, keys, AcceptedSignatures.ALL, SignedActions.NONE, AuthFailures.ignored(), RequestQuotas.unlimited());
    }
}
