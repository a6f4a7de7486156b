/** What operators see */
@NullMarked
package io.shardbeat.it.operate;

import org.jspecify.annotations.NullMarked;
