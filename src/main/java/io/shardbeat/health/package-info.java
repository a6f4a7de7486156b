/** What Kubernetes asks: live, ready, started. */
@NullMarked
package io.shardbeat.health;

import org.jspecify.annotations.NullMarked;
