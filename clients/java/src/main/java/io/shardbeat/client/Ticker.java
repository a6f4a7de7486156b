package io.shardbeat.client;

/** A clock that only runs forwards. Times of day may be set; what is measured here must not notice. */
@FunctionalInterface
interface Ticker {
    /** Nanoseconds since some moment. Only differences mean something. */
    long nanos();
}
