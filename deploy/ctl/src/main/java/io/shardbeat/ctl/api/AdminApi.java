package io.shardbeat.ctl.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.text.Json;
import io.shardbeat.ctl.text.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a node. Every end but an answer is a {@link Failure} that says what was asked. */
public final class AdminApi {
    /** No page of 1,000 rows is near it. */
    private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

    private final HttpClient http;
    private final Target target;

    public AdminApi(Target target) {
        this.target = target;
        // Redirects are not followed: the key is for this node.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(target.patience())
                .build();
    }

    /** @param what for messages, as in "cannot drain member a of b" */
    public JsonNode ask(String what, Request request) {
        HttpResponse<byte[]> response = await(
                what, http.sendAsync(built(request, target.patience()), answer -> new BoundedBody(LARGEST_ANSWER)));
        return Refusals.check(what, response.statusCode(), response.body());
    }

    /** A stream of events that goes on until it is closed. */
    public InputStream follow(String what, Request request) {
        HttpResponse<InputStream> response =
                await(what, http.sendAsync(built(request, target.patience()), BodyHandlers.ofInputStream()));
        if (response.statusCode() == 200) {
            return response.body();
        }
        try (InputStream body = response.body()) {
            JsonNode unexpected = Refusals.check(what, response.statusCode(), body.readNBytes(LARGEST_ANSWER));
            throw new Failure(
                    ExitCode.REFUSED,
                    "",
                    "cannot " + Printable.of(what) + ": expected events, got " + unexpected.getNodeType());
        } catch (IOException e) {
            throw unreachable(what, e);
        }
    }

    private HttpRequest built(Request request, Duration patience) {
        boolean isRead = request.method().equals("GET");
        HttpRequest.Builder builder = HttpRequest.newBuilder(target.at(request.addressAndQuery()))
                .timeout(patience)
                .header("Accept", "application/json, text/event-stream")
                .header("User-Agent", "shardbeatctl")
                .method(
                        request.method(),
                        isRead
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(Json.line(request.body())));
        if (!isRead) {
            builder.header("Content-Type", "application/json");
        }
        if (!target.authorization().isEmpty()) {
            builder.header("Authorization", target.authorization());
        }
        if (request.epoch() != null) {
            builder.header("If-Match", "\"" + request.epoch() + "\"");
        }
        return builder.build();
    }

    /** A request's own timeout ends with the head of its answer; this one holds for all of it. */
    private <T> T await(String what, CompletableFuture<T> pending) {
        try {
            return pending.get(target.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw new Failure(
                    ExitCode.UNREACHABLE,
                    "",
                    "cannot " + Printable.of(what) + ": no answer from " + target + " within "
                            + target.patience().toMillis() + " ms");
        } catch (ExecutionException e) {
            throw unreachable(what, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.REFUSED, "", "cannot " + Printable.of(what) + ": interrupted");
        }
    }

    private Failure unreachable(String what, Throwable cause) {
        if (cause instanceof AnswerTooLarge) {
            return new Failure(ExitCode.REFUSED, "", "cannot " + Printable.of(what) + ": " + cause.getMessage());
        }
        return new Failure(
                ExitCode.UNREACHABLE,
                "",
                "cannot " + Printable.of(what) + ": " + target + " " + Connections.why(cause));
    }
}
