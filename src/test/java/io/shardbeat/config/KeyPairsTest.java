package io.shardbeat.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPairsTest {
    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void aKeyFitsItsOwnCertificateOnly(String kind) throws GeneralSecurityException {
        KeyPair one = pair(kind);
        KeyPair other = pair(kind);
        assertThat(KeyPairs.fit(one.getPrivate(), one.getPublic())).isTrue();
        assertThat(KeyPairs.fit(one.getPrivate(), other.getPublic())).isFalse();
    }

    @Test
    void aKeyOfAnotherKindDoesNotFit() throws GeneralSecurityException {
        assertThat(KeyPairs.fit(pair("RSA").getPrivate(), pair("EC").getPublic()))
                .isFalse();
    }

    @Test
    void whatIsNotKnownHereIsNotRefused() throws GeneralSecurityException {
        assertThat(KeyPairs.fit(pair("RSA").getPrivate(), pair("DH").getPublic()))
                .isTrue();
    }

    private static KeyPair pair(String kind) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(kind).generateKeyPair();
    }
}
