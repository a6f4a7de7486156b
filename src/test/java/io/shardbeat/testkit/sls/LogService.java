package io.shardbeat.testkit.sls;

import com.aliyun.openservices.log.common.Logs.LogGroup;
import com.google.protobuf.InvalidProtocolBufferException;
import io.shardbeat.testkit.wire.TestCertificate;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jpountz.lz4.LZ4Factory;

/**
 * Serves GetCursor, PullLogs and PutLogs of any project's logstores on a free port of 127.0.0.1, with the headers and
 * the LZ4 block that the official clients insist on. Every shard exists, and signatures are not looked at.
 */
public final class LogService implements AutoCloseable {
    private static final Pattern SHARD = Pattern.compile("/logstores/([^/]+)/shards/(\\d+)");
    private static final Pattern PUT = Pattern.compile("/logstores/([^/]+)(/shards/(lb|route))?");

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, ShardLog> shards = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    public LogService() {
        this(new HttpServerOptions());
    }

    /** One that speaks HTTPS. */
    public static LogService with(TestCertificate certificate) {
        PemKeyCertOptions pem = new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(certificate.certificatePem()))
                .addKeyValue(Buffer.buffer(certificate.keyPem()));
        return new LogService(new HttpServerOptions().setSsl(true).setKeyCertOptions(pem));
    }

    private LogService(HttpServerOptions options) {
        server = vertx.createHttpServer(options).requestHandler(this::handle);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    public int port() {
        return server.actualPort();
    }

    /** Appends a log group of one log with one field {@code message}. */
    public void append(String logstore, int shard, String message) {
        shard(logstore, shard).append(message);
    }

    /** Every request so far: method, host and target. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private ShardLog shard(String logstore, int shard) {
        return shards.computeIfAbsent(logstore + "/" + shard, key -> new ShardLog());
    }

    private void handle(HttpServerRequest request) {
        requests.add(request.method() + " " + request.getHeader("Host") + " " + request.uri());
        request.response().putHeader("x-log-requestid", "5C6D3A1B0000000000000001");
        Matcher shard = SHARD.matcher(request.path());
        Matcher put = PUT.matcher(request.path());
        if (request.method().name().equals("GET") && shard.matches()) {
            read(request, shard(shard.group(1), Integer.parseInt(shard.group(2))));
        } else if (request.method().name().equals("POST") && put.matches()) {
            request.body().onSuccess(body -> write(request, shard(put.group(1), 0), body));
        } else {
            error(request.response(), 405, "InvalidMethod");
        }
    }

    private static void read(HttpServerRequest request, ShardLog log) {
        String type = String.valueOf(request.getParam("type"));
        switch (type) {
            case "cursor" -> json(request, "{\"cursor\":\"" + log.cursor(request.getParam("from")) + "\"}");
            case "cursor_time" -> json(request, "{\"cursor_time\":" + System.currentTimeMillis() / 1000 + "}");
            case "log", "logs" -> pull(request, log);
            default -> error(request.response(), 400, "ParameterInvalid");
        }
    }

    private static void pull(HttpServerRequest request, ShardLog log) {
        ShardLog.Page page = log.read(request.getParam("cursor"), Integer.parseInt(request.getParam("count")));
        boolean empty = page.count() == 0;
        byte[] block =
                empty ? new byte[0] : LZ4Factory.safeInstance().fastCompressor().compress(page.bytes());
        request.response()
                .putHeader("Content-Type", "application/x-protobuf")
                .putHeader("x-log-compresstype", "lz4")
                .putHeader("x-log-bodyrawsize", Integer.toString(page.bytes().length))
                .putHeader("x-log-count", Integer.toString(page.count()))
                .putHeader("x-log-cursor", page.next())
                .putHeader("x-log-end-of-cursor", page.isEnd() ? "1" : "0")
                .end(Buffer.buffer(block));
    }

    private static void write(HttpServerRequest request, ShardLog log, Buffer body) {
        int size = Integer.parseInt(request.getHeader("x-log-bodyrawsize"));
        byte[] raw = LZ4Factory.safeInstance().fastDecompressor().decompress(body.getBytes(), size);
        try {
            log.append(LogGroup.parseFrom(raw));
            request.response().end();
        } catch (InvalidProtocolBufferException e) {
            error(request.response(), 400, "PostBodyInvalid");
        }
    }

    private static void json(HttpServerRequest request, String body) {
        request.response().putHeader("Content-Type", "application/json").end(body);
    }

    private static void error(HttpServerResponse response, int status, String code) {
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end("{\"errorCode\":\"" + code + "\",\"errorMessage\":\"" + code + "\"}");
    }
}
