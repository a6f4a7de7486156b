package io.shardbeat.load.plan;

/**
 * A consumer group of the fleet, over one topic.
 *
 * @param protocol what its consumers speak
 * @param namespace SLS project or CLS logset
 * @param topic SLS logstore or CLS topic
 * @param name the group's name
 * @param timeoutSeconds its session timeout
 */
public record GroupSpec(Protocol protocol, String namespace, String topic, String name, int timeoutSeconds) {}
