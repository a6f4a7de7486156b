/** Decisions of passes as JSON. */
@NullMarked
package io.shardbeat.admin.view.history;

import org.jspecify.annotations.NullMarked;
