package io.shardbeat.ctl.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request to the admin API, built up field by field. */
public final class Request {
    private final String method;
    private final String address;
    private final List<String> query = new ArrayList<>();
    private final ObjectNode body = JsonNodeFactory.instance.objectNode();
    private @Nullable Long epoch;

    private Request(String method, String address) {
        this.method = method;
        this.address = address;
    }

    public static Request get(String address) {
        return new Request("GET", address);
    }

    public static Request post(String address) {
        return new Request("POST", address);
    }

    public static Request put(String address) {
        return new Request("PUT", address);
    }

    public static Request delete(String address) {
        return new Request("DELETE", address);
    }

    /** A query parameter; none when there is no value. */
    public Request query(String name, @Nullable Object value) {
        if (value != null) {
            query.add(name + "=" + Addresses.part(value.toString()));
        }
        return this;
    }

    /** A text in the body; none when there is no value. */
    public Request with(String name, @Nullable String value) {
        if (value != null) {
            body.put(name, value);
        }
        return this;
    }

    public Request with(String name, long value) {
        body.put(name, value);
        return this;
    }

    /** The body's fields, for what is more than a text. */
    public ObjectNode body() {
        return body;
    }

    /** Only while the group is at this epoch. */
    public Request ifEpoch(@Nullable Long expected) {
        epoch = expected;
        return this;
    }

    String method() {
        return method;
    }

    String addressAndQuery() {
        return query.isEmpty() ? address : address + "?" + String.join("&", query);
    }

    @Nullable Long epoch() {
        return epoch;
    }
}
