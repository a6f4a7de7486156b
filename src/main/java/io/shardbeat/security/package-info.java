/** Access keys and what each may do. */
@NullMarked
package io.shardbeat.security;

import org.jspecify.annotations.NullMarked;
