/** Requests and answers as bytes: HTTP over one connection, JSON, the signature. No API: it may change in any version. */
@NullMarked
package io.shardbeat.client.wire;

import org.jspecify.annotations.NullMarked;
