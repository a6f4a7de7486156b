/** The command line. */
@NullMarked
package io.shardbeat.load.cli;

import org.jspecify.annotations.NullMarked;
