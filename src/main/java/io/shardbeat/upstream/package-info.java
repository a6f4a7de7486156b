/**
 * Passes on what this server does not answer itself: calls that read and write logs, which clients send to the same host
 * as their heartbeats. The log service judges their signatures, so nothing that it signs over is touched.
 */
@NullMarked
package io.shardbeat.upstream;

import org.jspecify.annotations.NullMarked;
