/** A request of an operator: who sends it, whether it may be made, what it asks for, how it is refused. */
@NullMarked
package io.shardbeat.admin.request;

import org.jspecify.annotations.NullMarked;
