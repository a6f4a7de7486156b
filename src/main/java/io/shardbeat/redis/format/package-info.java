/** What is stored: key names and the grammar of each value. docs/internals/data-format.md is the same as a page. */
@NullMarked
package io.shardbeat.redis.format;

import org.jspecify.annotations.NullMarked;
