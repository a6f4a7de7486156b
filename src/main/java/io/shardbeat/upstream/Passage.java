package io.shardbeat.upstream;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.shardbeat.http.Answer;
import io.shardbeat.http.HttpDate;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.OriginRequestProvider;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * One request on its way to its upstream, and the answer on its way back.
 *
 * @param target path and query, as the client sent them
 * @param options where to, how long to wait, and the Host header that the client signed
 * @param whenAnswered told the status of the answer, when there is one
 * @param whenFailed what the client gets when there is none
 * @param date for answers that have no date of their own
 * @param deadline for the head of the answer
 * @param hasBody else whatever comes of one is not read
 */
record Passage(
        String target,
        RequestOptions options,
        IntConsumer whenAnswered,
        Function<Throwable, Answer> whenFailed,
        HttpDate date,
        AnswerDeadline deadline,
        boolean hasBody)
        implements OriginRequestProvider, ProxyInterceptor {
    private static final String VIA = "1.1 shardbeat";

    /** Whatever comes of one. */
    Passage withoutBody() {
        return new Passage(target, options, whenAnswered, whenFailed, date, deadline, false);
    }

    @Override
    public Future<HttpClientRequest> create(ProxyContext context) {
        return context.client().request(options).onSuccess(request -> {
            deadline.watch(context.request().proxiedRequest(), request);
            request.response().onSuccess(answer -> closeUnlessFinal(request, answer.statusCode()));
        });
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        ProxyRequest request = context.request();
        return send(context)
                .recover(failure -> Future.succeededFuture(refused(request, AnswerDeadline.reason(failure))));
    }

    private Future<ProxyResponse> send(ProxyContext context) {
        ProxyRequest request = context.request().setURI(target);
        if (request.headers().contains("Via", VIA, true)) {
            return Future.failedFuture("the request has been here before: the upstream leads back to this server");
        }
        HopByHop.removeFrom(request.headers());
        if (!hasBody) {
            request.setBody(null);
        }
        request.headers().remove("Expect").add("Via", VIA);
        return context.sendRequest()
                .compose(Passage::checked)
                .onSuccess(answer -> whenAnswered.accept(answer.getStatusCode()));
    }

    /**
     * The client library passes over 100 and 103 and takes other statuses below 200 for the answer. What follows one would be
     * the answer to the connection's next request, which is somebody else's.
     */
    private static void closeUnlessFinal(HttpClientRequest request, int status) {
        if (!isFinal(status)) {
            request.connection().close();
        }
    }

    private static Future<ProxyResponse> checked(ProxyResponse answer) {
        if (isFinal(answer.getStatusCode())) {
            return Future.succeededFuture(answer);
        }
        answer.release();
        return Future.failedFuture("the log service answers with status " + answer.getStatusCode()
                + ", which is no answer and which it was not asked for");
    }

    private static boolean isFinal(int status) {
        return status >= HttpResponseStatus.OK.code();
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        HopByHop.removeFrom(context.response().headers());
        keepDate(context);
        return context.sendResponse();
    }

    /** The proxy library writes it anew, and on the first days of a month with one digit, which RFC 9110 does not know. */
    private void keepDate(ProxyContext context) {
        String given = context.response().headers().get("Date");
        HttpServerResponse response = context.request().proxiedRequest().response();
        response.headersEndHandler(head -> response.putHeader("Date", given == null ? date.now() : given));
    }

    private ProxyResponse refused(ProxyRequest request, Throwable failure) {
        Answer answer = whenFailed.apply(failure);
        ProxyResponse response = request.release()
                .response()
                .setStatusCode(answer.status())
                .putHeader("Content-Type", answer.contentType())
                .setBody(Body.body(Buffer.buffer(answer.body())));
        answer.headers().forEach(header -> response.putHeader(header.getKey(), header.getValue()));
        return response;
    }
}
