/** The JSON of the admin API, and how it comes out of a group. Field names are a promise to scripts. */
@NullMarked
package io.shardbeat.admin.view;

import org.jspecify.annotations.NullMarked;
