/** Traces for OpenTelemetry, off unless they are switched on. */
@NullMarked
package io.shardbeat.tracing;

import org.jspecify.annotations.NullMarked;
