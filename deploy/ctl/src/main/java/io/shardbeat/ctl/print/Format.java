package io.shardbeat.ctl.print;

/** What {@code -o} takes; the names are what is written on the command line. */
public enum Format {
    table,
    wide,
    json
}
