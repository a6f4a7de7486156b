/** The command line: what all commands share. */
@NullMarked
package io.shardbeat.ctl.cli;

import org.jspecify.annotations.NullMarked;
