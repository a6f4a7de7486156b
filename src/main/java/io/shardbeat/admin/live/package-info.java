/**
 * Groups as they change, for who watches them. One reader per group and node looks again and again; each stream is told
 * what differs from what it was told before.
 */
@NullMarked
package io.shardbeat.admin.live;

import org.jspecify.annotations.NullMarked;
