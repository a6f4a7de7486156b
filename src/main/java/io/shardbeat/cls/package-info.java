/** The Tencent Cloud CLS dialect. */
@NullMarked
package io.shardbeat.cls;

import org.jspecify.annotations.NullMarked;
