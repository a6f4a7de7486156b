package io.shardbeat.coordinator;

/** How the creation of something ends of which there may only be so many. */
public enum Creation {
    CREATED,
    EXISTS,
    TOO_MANY
}
