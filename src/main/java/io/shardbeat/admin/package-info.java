/**
 * What operators see: the admin API under {@code /admin/v1} and the dashboard at {@code /ui}, which is a page over that
 * API. Reads only, and nothing read here disturbs a group.
 */
@NullMarked
package io.shardbeat.admin;

import org.jspecify.annotations.NullMarked;
