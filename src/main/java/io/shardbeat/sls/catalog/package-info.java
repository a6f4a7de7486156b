/** The calls about projects, logstores and shards. */
@NullMarked
package io.shardbeat.sls.catalog;

import org.jspecify.annotations.NullMarked;
