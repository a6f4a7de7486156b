package io.shardbeat.load.protocol;

/** The signatures SLS knows. */
public enum SlsSigning {
    V1,
    V4
}
