/** What several packages' tests share. */
@NullMarked
package io.shardbeat.testkit;

import org.jspecify.annotations.NullMarked;
