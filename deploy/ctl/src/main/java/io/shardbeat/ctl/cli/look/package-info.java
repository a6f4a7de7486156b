/** Commands that change nothing. */
@NullMarked
package io.shardbeat.ctl.cli.look;

import org.jspecify.annotations.NullMarked;
