package io.shardbeat.http.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection ends between half its limit and all of it, with an answer that says so. */
class ConnectionAgeTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1); // a clock that turns over soon
    private final Set<HttpConnection> seen = ConcurrentHashMap.newKeySet();

    @AfterEach
    void close() {
        get(vertx.close());
    }

    @Test
    void aYoungConnectionIsKept() {
        HttpClient client = client(serve(LIMIT), HttpVersion.HTTP_1_1);
        ask(client);
        nanos.addAndGet(LIMIT.toNanos() / 2 - 1);
        assertThat(ask(client)).isEqualTo("keep");
        assertThat(seen).hasSize(1);
    }

    @Test
    void anOldOneEndsWithAnAnswerThatSaysSo() {
        HttpClient client = client(serve(LIMIT), HttpVersion.HTTP_1_1);
        ask(client);
        nanos.addAndGet(LIMIT.toNanos());
        assertThat(ask(client)).isEqualTo("close");
        assertThat(ask(client)).as("on a new connection").isEqualTo("keep");
        assertThat(seen).hasSize(2);
    }

    @Test
    void connectionsThatBeganTogetherDoNotEndTogether() {
        int port = serve(LIMIT);
        HttpClient[] clients = new HttpClient[40];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = client(port, HttpVersion.HTTP_1_1);
            ask(clients[i]);
        }
        nanos.addAndGet(LIMIT.toNanos() * 3 / 4);
        int ended = 0;
        for (HttpClient client : clients) {
            ended += ask(client).equals("close") ? 1 : 0;
        }
        // Each with probability one half: outside of these bounds once in 10^8 runs.
        assertThat(ended).isBetween(3, 37);
    }

    @Test
    void overHttp2TheConnectionIsToldToGoAwayAndItsStreamsEnd() {
        HttpClient client = client(serve(LIMIT), HttpVersion.HTTP_2);
        for (int i = 0; i < 3; i++) {
            ask(client);
        }
        assertThat(seen).hasSize(1);
        nanos.addAndGet(LIMIT.toNanos());
        assertThat(ask(client)).isEqualTo("keep"); // no such header in HTTP/2
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            ask(client);
            assertThat(seen).as("another connection").hasSizeGreaterThan(1);
        });
    }

    @Test
    void withoutALimitNoneEnds() {
        HttpClient client = client(serve(Duration.ZERO), HttpVersion.HTTP_1_1);
        ask(client);
        nanos.addAndGet(Duration.ofDays(100).toNanos());
        assertThat(ask(client)).isEqualTo("keep");
        assertThat(seen).hasSize(1);
    }

    private int serve(Duration limit) {
        ConnectionAge age = new ConnectionAge(limit, nanos::get);
        Router router = Router.router(vertx);
        router.route().handler(context -> {
            age.check(context);
            seen.add(context.request().connection());
            context.response().end("answer");
        });
        HttpServer server = get(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        return server.actualPort();
    }

    private HttpClient client(int port, HttpVersion version) {
        return vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(version)
                .setHttp2ClearTextUpgrade(false)
                .setMaxPoolSize(1)
                .setHttp2MaxPoolSize(1)
                .setKeepAliveTimeout(3600)
                .setDefaultHost("127.0.0.1")
                .setDefaultPort(port));
    }

    /** {@code close} or {@code keep}, after the whole answer. Asked on the loop that reads it: elsewhere a body may be missed. */
    private String ask(HttpClient client) {
        Promise<String> told = Promise.promise();
        loop.runOnContext(v -> client.request(HttpMethod.GET, "/")
                .compose(request -> request.send())
                .compose(response -> response.body().map(body -> {
                    assertThat(body.toString()).isEqualTo("answer");
                    return response.getHeader("Connection") == null ? "keep" : response.getHeader("Connection");
                }))
                .onComplete(told));
        return get(told.future());
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
