@NullMarked
package io.shardbeat.client.wire;

import org.jspecify.annotations.NullMarked;
