/** Tables, fields and sentences out of what a node answered, safe for a terminal. */
@NullMarked
package io.shardbeat.ctl.print;

import org.jspecify.annotations.NullMarked;
