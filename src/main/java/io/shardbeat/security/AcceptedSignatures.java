package io.shardbeat.security;

import io.shardbeat.security.Verdict.Reason;
import io.shardbeat.security.Verdict.Refused;

/**
 * Which of the weaker forms of signing are taken. All of them are by default, since official clients use them; each can
 * be refused where no client of an installation needs it.
 *
 * @param slsV1 version 1 of SLS, which does not sign the host and so not the project
 * @param clsV1 version 1 of CLS, the one with a {@code Signature} parameter
 * @param hmacSha1 HMAC-SHA1, in either protocol
 * @param unsignedBody bodies that the signature does not cover
 */
public record AcceptedSignatures(boolean slsV1, boolean clsV1, boolean hmacSha1, boolean unsignedBody) {
    public static final AcceptedSignatures ALL = new AcceptedSignatures(true, true, true, true);

    /**
     * @param what the form that is refused
     * @param setting which setting says so
     */
    public static Refused refusal(String what, String setting) {
        return new Refused(Reason.NOT_ACCEPTED, what + " is not accepted here: " + setting + " is false");
    }
}
