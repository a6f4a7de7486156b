package io.shardbeat.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;

/** The least a heartbeat over HTTP can cost: reads the body and answers a grant that is always the same. */
@ApplicationScoped
public class Bare {
    /** Where a node's edge is, too. */
    private static final int BEFORE_REST = -1_000;

    private static final byte[] SLS = "[0,16,32,48]".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLS = ("{\"Response\":{\"ConsumerGroup\":\"group-0\",\"TopicPartitionsInfo\":"
                    + "[{\"TopicID\":\"store\",\"Partitions\":[0,16,32,48]}],"
                    + "\"RequestId\":\"6a1cb2ef-0123-4567-89ab-cdef01234567\"}}")
            .getBytes(StandardCharsets.US_ASCII);

    void install(@Observes Router router) {
        router.route().order(BEFORE_REST).handler(context -> answer(context.request()));
    }

    private static void answer(HttpServerRequest request) {
        request.bodyHandler(body -> {
            HttpServerResponse response = request.response().putHeader("Content-Type", "application/json");
            if (request.path().length() > 1) {
                response.putHeader("x-log-requestid", "6A1CB2EF0123456789ABCDEF")
                        .putHeader("x-shardbeat-epoch", "1795310000000")
                        .end(Buffer.buffer(SLS));
            } else {
                response.end(Buffer.buffer(CLS));
            }
        });
        request.resume();
    }
}
