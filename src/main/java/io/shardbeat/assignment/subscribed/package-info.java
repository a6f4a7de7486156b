/** Members with different subscriptions: a flow problem. Pure. */
@NullMarked
package io.shardbeat.assignment.subscribed;

import org.jspecify.annotations.NullMarked;
