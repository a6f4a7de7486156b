/** Follows the files of a folder, shared with other processes, and stores each line once. */
@NullMarked
package io.shardbeat.examples;

import org.jspecify.annotations.NullMarked;
