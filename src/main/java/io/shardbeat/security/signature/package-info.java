/** What both signature schemes are made of: digests, keys derived from secrets, times. */
@NullMarked
package io.shardbeat.security.signature;

import org.jspecify.annotations.NullMarked;
