package io.shardbeat.admin.view;

/** @param epoch the one that the group was raised to, or is at when nothing had to be changed */
public record EpochView(long epoch) {}
