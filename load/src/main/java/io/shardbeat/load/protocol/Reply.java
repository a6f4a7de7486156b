package io.shardbeat.load.protocol;

/**
 * An HTTP response.
 *
 * @param epoch its {@code x-shardbeat-epoch}; 0 without one
 */
public record Reply(int status, long epoch, byte[] body) {}
