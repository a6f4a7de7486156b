@NullMarked
package io.shardbeat;

import org.jspecify.annotations.NullMarked;
