/** What a run leaves behind: JSON that can be merged, and a page with plots. */
@NullMarked
package io.shardbeat.load.report;

import org.jspecify.annotations.NullMarked;
