package io.shardbeat.admin.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class EventWireTest {
    private static final byte[] JSON = "{}".getBytes(StandardCharsets.US_ASCII);

    @Test
    void anEventIsTextAsTheStandardHasIt() {
        try (EventWire wire = new EventWire(false)) {
            assertThat(wire.event("patch", JSON).toString()).isEqualTo("event: patch\ndata: {}\n\n");
            assertThat(wire.comment().toString()).isEqualTo(":\n\n");
        }
    }

    @Test
    void aCompressedEventCanBeReadBeforeTheNextOneComes() throws IOException {
        try (EventWire wire = new EventWire(true)) {
            Buffer first = wire.event("patch", JSON);
            InputStream read = new GZIPInputStream(new ByteArrayInputStream(first.getBytes()));
            assertThat(new String(read.readNBytes(23), StandardCharsets.US_ASCII))
                    .isEqualTo("event: patch\ndata: {}\n\n");
        }
    }
}
