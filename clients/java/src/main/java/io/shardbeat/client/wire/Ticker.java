package io.shardbeat.client.wire;

/** A clock that only runs forwards. Times of day may be set; what is measured here must not notice. */
@FunctionalInterface
public interface Ticker {
    /** Nanoseconds since some moment. Only differences mean something. */
    long nanos();
}
