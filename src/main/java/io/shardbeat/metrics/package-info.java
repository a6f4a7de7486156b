/** What the passes tell: log lines and Prometheus metrics. */
@NullMarked
package io.shardbeat.metrics;

import org.jspecify.annotations.NullMarked;
