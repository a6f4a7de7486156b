/** The HTTP edge both dialects share: requests as they came, answers, and who speaks which dialect. */
@NullMarked
package io.shardbeat.http;

import org.jspecify.annotations.NullMarked;
