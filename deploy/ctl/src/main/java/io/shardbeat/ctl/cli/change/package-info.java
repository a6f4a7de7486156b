/** Commands that change something: each takes a reason. */
@NullMarked
package io.shardbeat.ctl.cli.change;

import org.jspecify.annotations.NullMarked;
