/** The actions about logsets, topics and partitions. */
@NullMarked
package io.shardbeat.cls.catalog;

import org.jspecify.annotations.NullMarked;
