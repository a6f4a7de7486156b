/** The two protocols as their consumers speak them: prebuilt, signed requests and what answers say. */
@NullMarked
package io.shardbeat.load.protocol;

import org.jspecify.annotations.NullMarked;
