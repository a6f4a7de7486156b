package io.shardbeat.upstream;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.shardbeat.config.ShardbeatConfig;
import io.shardbeat.http.Answer;
import io.shardbeat.http.Dialect.Refusal;
import io.shardbeat.http.Forwarder;
import io.shardbeat.http.RawRequest;
import io.shardbeat.http.Upstream;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Function;

/**
 * Passes requests on over HTTP/1.1, streaming both ways. Nothing is sent twice: whether a call may be repeated is for
 * the client to know. Connections are kept, and as many requests may wait for one as there may be connections.
 */
@Singleton
public class PassThrough implements Forwarder {
    /** Shorter than the usual idle time-out of servers, so that no request meets a connection that is being closed. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    private final HttpClient client;
    private final long connectMillis;
    private final long idleMillis;
    private final UpstreamMetrics metrics;

    PassThrough(Vertx vertx, ShardbeatConfig config, TlsConfigurationRegistry tls, UpstreamMetrics metrics) {
        ShardbeatConfig.Upstream settings = config.upstream();
        this.connectMillis = settings.connectTimeout().toMillis();
        this.idleMillis = settings.idleTimeout().toMillis();
        this.metrics = metrics;
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
            HttpServerRequest request, RawRequest head, Upstream upstream, Function<Refusal, Answer> refusal) {
        String target = head.query() == null ? head.path() : head.path() + "?" + head.query();
        Passage passage = new Passage(
                target,
                options(upstream, head),
                () -> metrics.answered(upstream),
                failure -> refusal.apply(reason(upstream, failure)));
        if ("100-continue".equalsIgnoreCase(head.header("Expect")) && request.version() != HttpVersion.HTTP_1_0) {
            request.response().writeContinue();
        }
        HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
                .origin(passage)
                .addInterceptor(passage)
                .handle(request);
    }

    private Refusal reason(Upstream upstream, Throwable failure) {
        if (!(failure instanceof StreamResetException)) {
            metrics.failed(upstream, failure);
        } // else the client has left, and its answer is seen by nobody
        return failure instanceof ConnectionPoolTooBusyException ? Refusal.OVERLOADED : Refusal.UPSTREAM_FAILED;
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
