package io.shardbeat.security.signature;

import io.shardbeat.security.AccessKey;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Signing keys derived from a secret for a day and a place. Deriving one takes more digests than the check it is for,
 * so keys that have proved right are kept; others are not, or anyone could fill the memory by naming places.
 */
public final class DerivedKeys {
    /** Far more than a fleet's access keys; a full cache is emptied, which also drops the keys of past days. */
    static final int CAPACITY = 4096;

    private final String prefix;
    private final String[] ending;
    private final Map<Scope, SigningKey> kept = new ConcurrentHashMap<>();

    /**
     * @param prefix what precedes the secret in the first key
     * @param ending what is digested into the key after the day and the place
     */
    public DerivedKeys(String prefix, String... ending) {
        this.prefix = prefix;
        this.ending = ending.clone();
    }

    /** The key for this secret, day and place. */
    public SigningKey find(AccessKey key, ScopedAuthorization scope) {
        Scope wanted = new Scope(key.id(), key.secret(), scope.date(), scope.place());
        SigningKey found = kept.get(wanted);
        return found == null ? new SigningKey(wanted, derive(wanted), false) : found;
    }

    /** Keeps a key a signature has been verified with. */
    public void keep(SigningKey key) {
        if (key.kept) {
            return;
        }
        if (kept.size() >= CAPACITY) {
            kept.clear();
        }
        kept.put(key.scope, new SigningKey(key.scope, key.bytes, true));
    }

    int size() {
        return kept.size();
    }

    private byte[] derive(Scope scope) {
        byte[] key = (prefix + scope.secret).getBytes(StandardCharsets.UTF_8);
        key = Hmac.SHA256.of(key, scope.date);
        key = Hmac.SHA256.of(key, scope.place);
        for (String part : ending) {
            key = Hmac.SHA256.of(key, part);
        }
        return key;
    }

    /** The secret is part of it, so that a changed one takes effect at once. */
    private record Scope(String id, String secret, String date, String place) {}

    /** A derived key, to be handed to {@link #keep} when it has verified a signature. */
    public static final class SigningKey {
        private final Scope scope;
        private final byte[] bytes;
        private final boolean kept;

        private SigningKey(Scope scope, byte[] bytes, boolean kept) {
            this.scope = scope;
            this.bytes = bytes;
            this.kept = kept;
        }

        /** Whether {@code signature} is the one of {@code text}, in lower-case hex. */
        public boolean verifies(SignedText text, String signature) {
            return ConstantTime.isHex(Hmac.SHA256.of(bytes, text), signature);
        }
    }
}
