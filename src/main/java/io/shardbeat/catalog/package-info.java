/** What there is to consume: namespaces and their topics. Pure. */
@NullMarked
package io.shardbeat.catalog;

import org.jspecify.annotations.NullMarked;
