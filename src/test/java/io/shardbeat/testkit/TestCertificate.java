package io.shardbeat.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate and its key, made by the JDK's keytool. */
public final class TestCertificate {
    private static final String ALIAS = "test";
    private static final char[] PASSWORD = "only-in-tests".toCharArray();

    private final X509Certificate certificate;
    private final Key key;

    private TestCertificate(X509Certificate certificate, Key key) {
        this.certificate = certificate;
        this.key = key;
    }

    /** @param names as keytool's {@code SAN} wants them, for example {@code dns:localhost} */
    public static TestCertificate of(String names) {
        Path folder = TempFolder.create("shardbeat-test-certificate");
        try {
            Path file = folder.resolve("keystore.p12");
            generate(folder, file, names);
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD);
            }
            return new TestCertificate((X509Certificate) store.getCertificate(ALIAS), store.getKey(ALIAS, PASSWORD));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            TempFolder.delete(folder);
        }
    }

    private static void generate(Path folder, Path file, String names) {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Path log = folder.resolve("log");
        List<String> command = List.of(
                keytool,
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                "CN=shardbeat-test",
                "-ext",
                "SAN=" + names,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD));
        ManagedProcess process = ManagedProcess.start(command, folder, log);
        if (process.awaitExit() != 0) {
            throw new IllegalStateException("keytool failed: " + process.log());
        }
    }

    /** Writes both as PEM, named as in a Kubernetes Secret: {@code tls.crt} and {@code tls.key}. */
    public void writeTo(Path folder) {
        TempFolder.write(folder.resolve("tls.key"), keyPem());
        TempFolder.write(folder.resolve("tls.crt"), certificatePem());
    }

    public String certificatePem() {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** Connections to whoever shows this certificate and to nobody else. */
    public SSLSocketFactory trusting() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Servers that show this certificate. */
    public SSLContext showing() {
        try {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry(ALIAS, key, PASSWORD, new Certificate[] {certificate});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + type
                + "-----\n";
    }
}
