/** Settings that are wrong are said in one line each, before anything has started. */
@NullMarked
package io.shardbeat.config.check;

import org.jspecify.annotations.NullMarked;
