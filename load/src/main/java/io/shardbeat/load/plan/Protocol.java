package io.shardbeat.load.plan;

/** What a group's consumers speak. */
public enum Protocol {
    SLS,
    CLS
}
