/** What all fuzz targets share: how bytes become requests, and what any input may cost at the most. */
@org.jspecify.annotations.NullMarked
package io.shardbeat.fuzz;
