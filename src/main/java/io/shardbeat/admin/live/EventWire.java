package io.shardbeat.admin.live;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Server-sent events as bytes, compressed where the client can read that. Used by one thread at a time. */
final class EventWire implements AutoCloseable {
    /** Deltas are small. */
    private static final int ZIP_BUFFER = 2_048;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final OutputStream out;

    EventWire(boolean zipped) {
        try {
            // Each event is flushed: what waits in a compressor is not live.
            out = zipped ? new GZIPOutputStream(bytes, ZIP_BUFFER, true) : bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Buffer event(String name, byte[] json) {
        try {
            text("event: " + name + "\ndata: ");
            out.write(json);
            return flushed("\n\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing: who hears it knows that the connection still carries. */
    Buffer comment() {
        try {
            return flushed(":\n\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Frees the compressor; what follows ends the compressed text. */
    Buffer end() {
        close();
        return taken();
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void text(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private Buffer flushed(String text) throws IOException {
        text(text);
        out.flush();
        return taken();
    }

    private Buffer taken() {
        Buffer taken = Buffer.buffer(bytes.toByteArray());
        bytes.reset();
        return taken;
    }
}
