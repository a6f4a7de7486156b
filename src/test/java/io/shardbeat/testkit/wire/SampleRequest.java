package io.shardbeat.testkit.wire;

import io.shardbeat.http.RawRequest;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request to be varied: every method gives a changed copy. */
public record SampleRequest(RawRequest raw) {
    /** @param target path and query, as on the request line */
    public static SampleRequest of(String method, String target) {
        int mark = target.indexOf('?');
        return new SampleRequest(new RawRequest(
                method,
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? null : target.substring(mark + 1),
                MultiMap.caseInsensitiveMultiMap(),
                new byte[0]));
    }

    public SampleRequest method(String method) {
        return new SampleRequest(new RawRequest(method, raw.path(), raw.query(), raw.headers(), raw.body()));
    }

    public SampleRequest path(String path) {
        return new SampleRequest(new RawRequest(raw.method(), path, raw.query(), raw.headers(), raw.body()));
    }

    public SampleRequest query(@Nullable String query) {
        return new SampleRequest(new RawRequest(raw.method(), raw.path(), query, raw.headers(), raw.body()));
    }

    public SampleRequest body(String body) {
        return new SampleRequest(new RawRequest(
                raw.method(), raw.path(), raw.query(), raw.headers(), body.getBytes(StandardCharsets.UTF_8)));
    }

    public SampleRequest bytes(byte[] body) {
        return new SampleRequest(new RawRequest(raw.method(), raw.path(), raw.query(), raw.headers(), body));
    }

    /** Sets a header, in place of one of this name. */
    public SampleRequest header(String name, String value) {
        return headers(copyOfHeaders().set(name, value));
    }

    public SampleRequest without(String header) {
        return headers(copyOfHeaders().remove(header));
    }

    /** Adds a header beside those of this name. */
    public SampleRequest addHeader(String name, String value) {
        return headers(copyOfHeaders().add(name, value));
    }

    private SampleRequest headers(MultiMap headers) {
        return new SampleRequest(new RawRequest(raw.method(), raw.path(), raw.query(), headers, raw.body()));
    }

    private MultiMap copyOfHeaders() {
        return MultiMap.caseInsensitiveMultiMap().addAll(raw.headers());
    }
}
