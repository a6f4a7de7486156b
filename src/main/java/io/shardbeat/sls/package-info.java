/** The Aliyun SLS dialect. */
@NullMarked
package io.shardbeat.sls;

import org.jspecify.annotations.NullMarked;
