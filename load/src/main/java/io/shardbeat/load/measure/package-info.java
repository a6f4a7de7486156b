/** What is counted while a run goes on. */
@NullMarked
package io.shardbeat.load.measure;

import org.jspecify.annotations.NullMarked;
