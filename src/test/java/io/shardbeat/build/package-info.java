/** What the build's own scripts promise. */
@org.jspecify.annotations.NullMarked
package io.shardbeat.build;
