/** JSON, names, times and their order, as texts. */
@NullMarked
package io.shardbeat.ctl.text;

import org.jspecify.annotations.NullMarked;
