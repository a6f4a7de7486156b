package io.shardbeat.admin.view;

/**
 * Every answer of the admin API that is not what was asked for.
 *
 * @param error a word for programs
 * @param message a sentence for people
 */
public record ErrorView(String error, String message) {}
