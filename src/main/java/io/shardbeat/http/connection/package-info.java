/** What bounds a connection, below HTTP: deadlines, back-pressure, one request at a time, how many there may be. */
@NullMarked
package io.shardbeat.http.connection;

import org.jspecify.annotations.NullMarked;
