package io.shardbeat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.shardbeat.client.wire.Answer;
import io.shardbeat.client.wire.Request;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node behind a certificate for {@code localhost}. */
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Request REQUEST = address -> Request.wire("GET", "/", new TreeMap<>(), new byte[0]);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @TempDir
    private static Path folder;

    private static HttpsServer server;
    private static SSLContext trusting;

    @BeforeAll
    static void start() throws Exception {
        Path store = folder.resolve("store.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String options = "-genkeypair -alias a -keyalg EC -dname CN=localhost -ext san=dns:localhost -storetype PKCS12"
                + " -storepass changeit -keystore " + store;
        new ProcessBuilder((keytool + " " + options).split(" "))
                .inheritIO()
                .start()
                .waitFor();
        SSLContext own = context(store);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(own));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'[', ']'});
            exchange.close();
        });
        server.start();
        trusting = own;
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @AfterEach
    void stopTimer() {
        timer.shutdownNow();
    }

    @Test
    void aNodeWithATrustedCertificateOfItsNameIsAsked() throws IOException {
        assertThat(nodes("localhost", trusting)
                        .exchange(REQUEST, Answer::isGood)
                        .body())
                .isEqualTo("[]");
    }

    @Test
    void aCertificateForAnotherNameIsRefused() {
        assertThatIOException()
                .isThrownBy(() -> nodes("127.0.0.1", trusting).exchange(REQUEST, Answer::isGood))
                .withMessageContaining("SSLHandshakeException");
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefused() throws GeneralSecurityException {
        SSLContext platform = SSLContext.getDefault();
        assertThatIOException()
                .isThrownBy(() -> nodes("localhost", platform).exchange(REQUEST, Answer::isGood))
                .withMessageContaining("SSLHandshakeException");
    }

    private Nodes nodes(String host, SSLContext tls) {
        Settings settings = Fleet.join(new Group("p", "l", "g"))
                .at("https://" + host + ":" + server.getAddress().getPort())
                .attemptTimeout(Duration.ofSeconds(15))
                .tls(tls)
                .settings();
        return new Nodes(settings, timer, System::nanoTime);
    }

    private static SSLContext context(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
