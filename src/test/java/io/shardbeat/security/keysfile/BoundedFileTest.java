package io.shardbeat.security.keysfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BoundedFileTest {
    @TempDir
    Path folder;

    @Test
    void readsWhatIsThere() throws IOException {
        Path path = Files.writeString(folder.resolve("keys"), "text");
        assertThat(new BoundedFile(path).read()).asString().isEqualTo("text");
    }

    /** Opening a named pipe waits until somebody writes to it. */
    @Test
    @Timeout(20)
    void aNamedPipeIsRefusedAtOnce() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThatThrownBy(() -> new BoundedFile(pipe).read())
                .isInstanceOf(IOException.class)
                .hasMessage(pipe + " cannot be read: it is not a regular file");
        assertThatThrownBy(() -> new BoundedFile(folder).read()).hasMessageContaining("not a regular file");
    }

    @Test
    @Timeout(20)
    void aFileThatNeverAnswersHoldsUpNobodyAndCostsOneThread() throws Exception {
        CountDownLatch mounted = new CountDownLatch(1);
        AtomicInteger readers = new AtomicInteger();
        BoundedFile hung = new BoundedFile(Path.of("keys"), Duration.ofMillis(50), () -> {
            readers.incrementAndGet();
            mounted.await();
            return new byte[] {7};
        });
        assertThatThrownBy(hung::read).hasMessageContaining("no answer within 50 ms");
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(hung::read).hasMessageContaining("it has not answered yet");
        }
        assertThat(readers).hasValue(1);

        mounted.countDown();

        org.awaitility.Awaitility.await()
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(hung.read()).containsExactly(7));
    }

    @Test
    void aFileThatIsTooLongIsRefused() throws IOException {
        Path path = folder.resolve("long");
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.setLength(BoundedFile.MAX_BYTES + 1L);
        }
        assertThatThrownBy(() -> new BoundedFile(path).read()).hasMessageContaining("longer than");
    }
}
