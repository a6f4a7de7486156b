/** The packaged application, driven from outside: official clients, raw requests, nodes and Redis that come and go. */
@NullMarked
package io.shardbeat.it;

import org.jspecify.annotations.NullMarked;
