package io.shardbeat.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Reads a body up to a bound; what goes beyond is not kept. */
final class BodyReader {
    private final HttpServerRequest request;
    private final int limit;
    private Buffer body = Buffer.buffer(0);
    private boolean refused;

    BodyReader(HttpServerRequest request, int limit) {
        this.request = request;
        this.limit = limit;
    }

    /** Calls exactly one of the two, or neither when the connection ends first. */
    void read(Consumer<byte[]> whenRead, Runnable whenTooLong) {
        request.handler(chunk -> {
            if (refused) {
                return;
            }
            if (body.length() + chunk.length() > limit) {
                refused = true;
                whenTooLong.run();
                return;
            }
            // Nearly every body is one chunk, which is then copied once.
            body = body.length() == 0
                    ? chunk
                    : Buffer.buffer().appendBuffer(body).appendBuffer(chunk);
        });
        request.endHandler(end -> {
            if (!refused) {
                whenRead.accept(body.getBytes());
            }
        });
    }
}
