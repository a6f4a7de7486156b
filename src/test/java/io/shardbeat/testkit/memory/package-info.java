/** The store without Redis */
@NullMarked
package io.shardbeat.testkit.memory;

import org.jspecify.annotations.NullMarked;
