package io.shardbeat.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP/2 has bodies whose length nobody tells: there the frames end them. */
class UnsizedBodiesTest {
    @ParameterizedTest
    @CsvSource({
        "true, POST, some, POST some chunked",
        "true, PUT, some, PUT some chunked",
        "true, POST, '', POST  chunked",
        "true, GET, '', GET  null",
        "true, DELETE, '', DELETE  null",
        // What the body of such a request would mean nobody knows.
        "true, GET, some, GET  null",
        // Asked for by a first request over HTTP/1.1: the body comes as an empty frame.
        "false, GET, '', GET  null",
        "false, POST, some, POST some null",
    })
    void areWholeAtTheUpstream(boolean isHttp2FromTheStart, String method, String body, String expected) {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
        Vertx vertx = Vertx.vertx();
        try (PassingServer server = new PassingServer(request -> request.body().onSuccess(whole -> {
            seen.add(request.method() + " " + whole + " " + request.getHeader("Transfer-Encoding"));
            request.response().end("answer");
        }))) {
            server.uncaught(uncaught::add);
            HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(!isHttp2FromTheStart));
            Buffer answer = client.request(HttpMethod.valueOf(method), server.port(), "127.0.0.1", "/x")
                    .compose(request -> {
                        if (!isHttp2FromTheStart) {
                            return request.send(Buffer.buffer(body));
                        }
                        request.setChunked(true);
                        return body.isEmpty()
                                ? request.send()
                                : request.write(body).compose(sent -> request.send());
                    })
                    .compose(response -> response.body())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            assertThat(answer).hasToString("answer");
            assertThat(seen).containsExactly(expected);
            assertThat(uncaught).isEmpty();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
