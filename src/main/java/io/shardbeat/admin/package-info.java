/**
 * What operators see: the admin API under {@code /admin/v1} and the dashboard at {@code /ui}, which is a page over that
 * API. Nothing that is only read here disturbs a group; commands are noted, and passes carry them out.
 */
@NullMarked
package io.shardbeat.admin;

import org.jspecify.annotations.NullMarked;
