package io.shardbeat.config;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/** Whether a private key is that of the certificate beside it: libraries load any two, and then fail every handshake. */
final class KeyPairs {
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private static final byte[] TEXT = {1, 2, 3};

    private KeyPairs() {}

    /** The subject of a certificate whose key is another's. */
    static Optional<String> mismatch(KeyManager... managers) {
        for (KeyManager manager : managers) {
            if (manager instanceof X509KeyManager keys) {
                Optional<String> found = mismatch(keys);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> mismatch(X509KeyManager keys) {
        return SIGNATURES.keySet().stream()
                .map(type -> keys.getServerAliases(type, null))
                .flatMap(aliases -> aliases == null ? List.<String>of().stream() : List.of(aliases).stream())
                .filter(alias ->
                        !fit(keys.getPrivateKey(alias), certificate(keys, alias).getPublicKey()))
                .map(alias -> certificate(keys, alias).getSubjectX500Principal().getName())
                .findFirst();
    }

    private static X509Certificate certificate(X509KeyManager keys, String alias) {
        return keys.getCertificateChain(alias)[0];
    }

    /** What one signs the other verifies. Keys of a kind that is not known here are taken to fit. */
    static boolean fit(PrivateKey secret, PublicKey open) {
        String algorithm = SIGNATURES.get(open.getAlgorithm());
        if (algorithm == null) {
            return true;
        }
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(secret);
            signature.update(TEXT);
            byte[] signed = signature.sign();
            signature.initVerify(open);
            signature.update(TEXT);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // a key of another kind, or of another length
        }
    }
}
