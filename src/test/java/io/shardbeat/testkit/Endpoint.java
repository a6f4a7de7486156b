package io.shardbeat.testkit;

/** Something that listens on 127.0.0.1. */
public interface Endpoint {
    int port();
}
