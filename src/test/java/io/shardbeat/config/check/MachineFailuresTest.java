package io.shardbeat.config.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** What goes wrong at a start is one line that names the settings to look at. */
class MachineFailuresTest {
    @Test
    void aManagementPortInUseIsSaidAsOneOfThePortOfTheService() {
        Throwable failure = new IllegalStateException(
                "Unable to start the management interface on 127.0.0.1:9000",
                new BindException("Address already in use"));

        assertThat(lineOf(failure)).startsWith("port 9000 of 127.0.0.1 cannot be had, expected one that no other");
    }

    @Test
    void anAddressThatIsNotOfThisMachineIsSaid() {
        assertThat(lineOf(new UnknownHostException("999.1.2.3: Name or service not known")))
                .isEqualTo("a host is not known (999.1.2.3: Name or service not known), expected an address of this"
                        + " machine: see quarkus.http.host and quarkus.management.host");
    }

    @Test
    void anAddressOfRedisThatIsNoneIsSaidWithoutItsPassword() {
        Throwable failure = from(
                "io.vertx.redis.client.impl.RedisURI",
                new IllegalArgumentException("no address: http://me:secret@localhost:1"));

        assertThat(lineOf(failure))
                .isEqualTo("quarkus.redis.hosts is refused (no address: http://***@localhost:1), expected an address"
                        + " such as redis://user:password@host:6379");
    }

    @Test
    void aCertificateThatIsNoneIsSaid() {
        Throwable failure = from(
                "io.vertx.core.net.impl.KeyStoreHelper", new RuntimeException("Missing -----BEGIN PRIVATE KEY-----"));

        assertThat(lineOf(failure))
                .isEqualTo("HTTPS cannot be served (Missing -----BEGIN PRIVATE KEY-----): see quarkus.tls.key-store"
                        + " and quarkus.http.ssl.certificate");
    }

    @Test
    void aFolderInPlaceOfACertificateIsSaid() {
        Throwable failure = from(
                "io.quarkus.tls.runtime.CertificateRecorder",
                new IllegalStateException("Invalid pair", new IOException("Is a directory")));

        assertThat(lineOf(failure)).startsWith("HTTPS cannot be served (Invalid pair: Is a directory)");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(lineOf(new NoSuchFileException("/none/key.pem")))
                .isEqualTo("the file /none/key.pem cannot be read: there is no such file");
    }

    /** A read-only root without a folder for temporary files. */
    @Test
    void aTemporaryFolderThatCannotBeWrittenToIsNamed() {
        String folder = System.getProperty("java.io.tmpdir");
        assertThat(lineOf(new FileSystemException(folder + "/vertx-cache", null, "Read-only file system")))
                .isEqualTo(
                        "nothing can be written to " + folder + " (Read-only file system), expected a folder with some"
                                + " room for this user, such as a tmpfs: see java.io.tmpdir");
    }

    @Test
    void aFaultOfOursIsNone() {
        assertThat(MachineFailures.line(new IllegalStateException("a fault of ours")))
                .isEmpty();
    }

    /** Inside what Quarkus wraps around everything. */
    private static String lineOf(Throwable failure) {
        Throwable wrapped = new RuntimeException("Failed to start quarkus", new ExecutionException(failure));
        assertThat(StartFailures.lines(wrapped)).hasSize(1);
        return StartFailures.lines(wrapped).get(0);
    }

    private static Throwable from(String place, Throwable failure) {
        failure.setStackTrace(new StackTraceElement[] {new StackTraceElement(place, "read", null, 1)});
        return failure;
    }
}
