/** Judges from outside, by what was reported and answered and when. Times are nanoseconds of one clock; a verdict is only given where no order of events at the server could excuse what was seen. */
@NullMarked
package io.shardbeat.load.judge;

import org.jspecify.annotations.NullMarked;
