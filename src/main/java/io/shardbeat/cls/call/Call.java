package io.shardbeat.cls.call;

import io.shardbeat.cls.wire.Arguments;
import io.shardbeat.coordinator.Sender;

/**
 * One call of an action, its signature verified.
 *
 * @param arguments what it asks with, not read yet
 * @param caller who asks; what that one may do has not been looked at
 * @param sentAtSeconds the client's clock when it wrote the request, in seconds since 1970; 0 when not known
 * @param sender who sent it
 */
public record Call(Arguments arguments, Caller caller, long sentAtSeconds, Sender sender) {}
