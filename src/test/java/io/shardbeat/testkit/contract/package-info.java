/** The store's contracts, kept by the one in memory. */
@NullMarked
package io.shardbeat.testkit.contract;

import org.jspecify.annotations.NullMarked;
