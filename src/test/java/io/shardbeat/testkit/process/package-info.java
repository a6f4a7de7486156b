/** Servers as processes of their own */
@NullMarked
package io.shardbeat.testkit.process;

import org.jspecify.annotations.NullMarked;
