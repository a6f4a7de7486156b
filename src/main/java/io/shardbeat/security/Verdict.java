package io.shardbeat.security;

/** What became of a request's signature. {@link #fold} makes each dialect answer every case. */
public sealed interface Verdict {
    /** No signature was sent; whether that will do is for the settings to say. */
    Verdict ANONYMOUS = new Anonymous();

    <R> R fold(Cases<R> cases);

    /** Whoever sent the request has the secret of {@code key}. What the key may do has not been looked at. */
    record Accepted(AccessKey key) implements Verdict {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.accepted(key);
        }
    }

    record Anonymous() implements Verdict {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.anonymous();
        }
    }

    /**
     * A signature was sent and does not hold.
     *
     * @param reason what a dialect picks its error code by
     * @param message for the caller: what was wrong and what was expected; holds no secret and no valid signature
     */
    record Refused(Reason reason, String message) implements Verdict {
        private static final int LONGEST_ECHOED_ID = 128;

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.refused(reason, message);
        }

        /** For a key id that no key has. */
        public static Refused unknownKey(String id) {
            if (id.isEmpty()) {
                return new Refused(Reason.MISSING_KEY_ID, "the access key id is empty");
            }
            if (id.length() > LONGEST_ECHOED_ID || !AccessKey.isId(id)) {
                return new Refused(
                        Reason.INVALID_KEY_ID,
                        "the access key id is not one: expected at most " + LONGEST_ECHOED_ID
                                + " printable ASCII characters without any of / : , ; = and space");
            }
            return new Refused(Reason.UNKNOWN_KEY, "no access key has the id '" + id + "'");
        }
    }

    /** One method per case. */
    interface Cases<R> {
        R accepted(AccessKey key);

        R anonymous();

        R refused(Reason reason, String message);
    }

    /** Why a request was refused, told apart as far as either protocol has a code for it. */
    enum Reason {
        /** The authorization is not of a form the dialect knows. */
        MALFORMED_AUTHORIZATION,
        /** The signature itself was left out. */
        MISSING_SIGNATURE,
        MISSING_KEY_ID,
        /** The id cannot be that of any key. */
        INVALID_KEY_ID,
        /** The id is well-formed, but there is no such key (any more). */
        UNKNOWN_KEY,
        MISSING_SIGNATURE_METHOD,
        INVALID_SIGNATURE_METHOD,
        /** The signature is in a form that the settings refuse; whether it holds has not been looked at. */
        NOT_ACCEPTED,
        MISSING_API_VERSION,
        INVALID_API_VERSION,
        MISSING_HOST,
        MISSING_DATE,
        BAD_DATE,
        /** The time of the request is too far from the server's, in either direction. */
        EXPIRED,
        /** The date of the credential scope is not that of the request. */
        BAD_SCOPE,
        SIGNATURE_MISMATCH,
        /** The signature holds, but the digest it covers is not that of the body. */
        BODY_DIGEST_MISMATCH,
        /** The security token is missing, expired or not one of the key's. */
        BAD_TOKEN
    }
}
