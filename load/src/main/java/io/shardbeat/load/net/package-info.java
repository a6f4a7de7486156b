/** Keep-alive HTTP/1.1 connections, one request at a time on each, all callbacks on the event loop. */
@NullMarked
package io.shardbeat.load.net;

import org.jspecify.annotations.NullMarked;
