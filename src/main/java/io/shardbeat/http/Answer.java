package io.shardbeat.http;

import java.util.List;
import java.util.Map;

/**
 * What a dialect answers.
 *
 * @param status the HTTP status
 * @param contentType the value of {@code Content-Type}; none is sent where it is empty
 * @param headers further headers, written as they are
 * @param body the body; may be empty, must not be changed
 */
public record Answer(int status, String contentType, List<Map.Entry<String, String>> headers, byte[] body) {}
