package io.shardbeat.upstream;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.shardbeat.config.ShardbeatConfig;
import io.shardbeat.config.settings.UpstreamSettings;
import io.shardbeat.http.Answer;
import io.shardbeat.http.Dialect.Refusal;
import io.shardbeat.http.Forwarder;
import io.shardbeat.http.HttpDate;
import io.shardbeat.http.RawRequest;
import io.shardbeat.http.Traces.Ending;
import io.shardbeat.http.Traces.Trace;
import io.shardbeat.http.Upstream;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Passes requests on over HTTP/1.1, streaming both ways. Nothing is sent twice: whether a call may be repeated is for
 * the client to know. Connections are kept, and as many requests may wait for one as there may be connections.
 */
@Singleton
public class PassThrough implements Forwarder {
    /** Shorter than the usual idle time-out of servers, so that no request meets a connection that is being closed. */
    private static final Set<HttpMethod> WITHOUT_BODY =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.DELETE, HttpMethod.OPTIONS, HttpMethod.TRACE);

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    /** What a span calls it: which call it is for the log service, nobody reads. */
    private static final String CALL = "upstream";

    private final HttpClient client;
    private final long connectMillis;
    private final long idleMillis;
    private final UpstreamMetrics metrics;
    private final HttpDate date;
    private final AnswerDeadline deadline;

    PassThrough(
            Vertx vertx, ShardbeatConfig config, TlsConfigurationRegistry tls, UpstreamMetrics metrics, HttpDate date) {
        UpstreamSettings settings = config.upstream();
        this.connectMillis = settings.connectTimeout().toMillis();
        this.idleMillis = settings.idleTimeout().toMillis();
        this.metrics = metrics;
        this.date = date;
        this.deadline = new AnswerDeadline(vertx, settings.answerTimeout());
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(connectMillis))
                .setKeepAliveTimeout(Math.toIntExact(KEEP_ALIVE.toSeconds()))
                .setMaxPoolSize(settings.maxConnections())
                .setMaxWaitQueueSize(settings.maxConnections());
        settings.tlsConfigurationName().ifPresent(name -> TlsConfigUtils.configure(options, named(tls, name)));
        client = vertx.createHttpClient(options.setSsl(false).setUseAlpn(false));
    }

    private static TlsConfiguration named(TlsConfigurationRegistry tls, String name) {
        return tls.get(name)
                .orElseThrow(() -> new IllegalArgumentException("shardbeat.upstream.tls-configuration-name is " + name
                        + ", but there is no quarkus.tls." + name));
    }

    @Override
    public void forward(
            HttpServerRequest request,
            RawRequest head,
            Upstream upstream,
            @Nullable Trace trace,
            Function<Refusal, Answer> refusal) {
        if (trace != null) {
            trace.passedOnTo(upstream);
        }
        String target = head.query() == null ? head.path() : head.path() + "?" + head.query();
        Passage passage = new Passage(
                target,
                options(upstream, head),
                status -> answered(upstream, trace, status),
                failure -> failed(upstream, trace, failure, refusal),
                date,
                deadline,
                true);
        if ("100-continue".equalsIgnoreCase(head.header("Expect")) && request.version() != HttpVersion.HTTP_1_0) {
            request.response().writeContinue();
        }
        boolean isUnsized =
                request.version() == HttpVersion.HTTP_2 && !request.headers().contains("Content-Length");
        if (request.headers().contains("Transfer-Encoding") || isUnsized && hasBody(request)) {
            request.headers()
                    .set("Transfer-Encoding", "chunked"); // in these letters: the proxy library knows no others
        }
        passage = isUnsized && !hasBody(request) ? passage.withoutBody() : passage;
        HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
                .origin(passage)
                .addInterceptor(passage)
                .handle(request);
    }

    /** Whether a body means something. Over HTTP/2 nothing but the frames tells whether there is one. */
    private static boolean hasBody(HttpServerRequest request) {
        return !WITHOUT_BODY.contains(request.method());
    }

    private void answered(Upstream upstream, @Nullable Trace trace, int status) {
        metrics.answered(upstream);
        if (trace != null) {
            trace.ended(new Ending(CALL, status, "answered", "", status >= 500));
        }
    }

    private Answer failed(
            Upstream upstream, @Nullable Trace trace, Throwable failure, Function<Refusal, Answer> refusal) {
        Answer answer = refusal.apply(
                failure instanceof ConnectionPoolTooBusyException ? Refusal.OVERLOADED : Refusal.UPSTREAM_FAILED);
        boolean hasLeft = failure instanceof StreamResetException; // the client, and its answer is seen by nobody
        if (!hasLeft) {
            metrics.failed(upstream, failure, answer.requestId());
        }
        if (trace != null && hasLeft) {
            trace.abandoned();
        } else if (trace != null) {
            trace.answered(CALL, answer);
        }
        return answer;
    }

    /** The upstream comes from the settings alone; the client's Host is a header to it and nothing else. */
    private RequestOptions options(Upstream upstream, RawRequest head) {
        RequestOptions options = new RequestOptions()
                .setHost(upstream.host())
                .setPort(upstream.port())
                .setSsl(upstream.tls())
                .setConnectTimeout(connectMillis)
                .setIdleTimeout(idleMillis);
        String host = head.header("Host");
        return host == null ? options : options.putHeader("Host", host);
    }
}
