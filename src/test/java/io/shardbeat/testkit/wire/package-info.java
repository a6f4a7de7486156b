/** Requests and answers as bytes, plain and over TLS. */
@NullMarked
package io.shardbeat.testkit.wire;

import org.jspecify.annotations.NullMarked;
