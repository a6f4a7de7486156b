package io.shardbeat.testkit.wire;

import io.shardbeat.testkit.process.ManagedProcess;
import io.shardbeat.testkit.process.TempFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A certificate and its key, signed by itself or by an authority of its own; made by the JDK's keytool. */
public final class TestCertificate {
    private static final String ALIAS = "test";
    private static final String AUTHORITY = "authority";
    private static final String STORE = "keystore.p12";
    private static final char[] PASSWORD = "only-in-tests".toCharArray();

    private final X509Certificate certificate;
    private final Key key;
    /** Who signed it, itself perhaps. */
    private final X509Certificate authority;

    private TestCertificate(X509Certificate certificate, Key key, X509Certificate authority) {
        this.certificate = certificate;
        this.key = key;
        this.authority = authority;
    }

    /** @param names as keytool's {@code SAN} wants them, for example {@code dns:localhost} */
    public static TestCertificate of(String names) {
        Path folder = TempFolder.create("shardbeat-test-certificate");
        try {
            generate(folder, ALIAS, "SAN=" + names);
            KeyStore store = store(folder);
            X509Certificate own = (X509Certificate) store.getCertificate(ALIAS);
            return new TestCertificate(own, store.getKey(ALIAS, PASSWORD), own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            TempFolder.delete(folder);
        }
    }

    /** Signed by an authority that nobody knows: who trusts it must have been given {@link #authorityPem()}. */
    public static TestCertificate ofPrivateAuthority(String names) {
        Path folder = TempFolder.create("shardbeat-test-certificate");
        try {
            generate(folder, AUTHORITY, "bc:c");
            generate(folder, ALIAS, "SAN=" + names);
            String request = folder.resolve("request").toString();
            Path signed = folder.resolve("signed");
            keytool(folder, "-certreq", "-alias", ALIAS, "-file", request);
            String[] sign = {
                "-gencert",
                "-alias",
                AUTHORITY,
                "-infile",
                request,
                "-outfile",
                signed.toString(),
                "-ext",
                "SAN=" + names
            };
            keytool(folder, sign);
            KeyStore store = store(folder);
            try (InputStream in = Files.newInputStream(signed)) {
                return new TestCertificate(
                        (X509Certificate)
                                CertificateFactory.getInstance("X.509").generateCertificate(in),
                        store.getKey(ALIAS, PASSWORD),
                        (X509Certificate) store.getCertificate(AUTHORITY));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            TempFolder.delete(folder);
        }
    }

    private static KeyStore store(Path folder) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve(STORE))) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private static void generate(Path folder, String alias, String extension) {
        keytool(
                folder,
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                "CN=shardbeat-" + alias,
                "-ext",
                extension,
                "-validity",
                "2");
    }

    private static void keytool(Path folder, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-storetype", "PKCS12", "-keystore", folder.resolve(STORE).toString()));
        command.addAll(List.of("-storepass", new String(PASSWORD)));
        ManagedProcess process = ManagedProcess.start(command, folder, folder.resolve("log"));
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
        return pem(certificate);
    }

    public String authorityPem() {
        return pem(authority);
    }

    private static String pem(X509Certificate certificate) {
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
            own.setKeyEntry(
                    ALIAS,
                    key,
                    PASSWORD,
                    certificate == authority
                            ? new Certificate[] {certificate}
                            : new Certificate[] {certificate, authority});
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
