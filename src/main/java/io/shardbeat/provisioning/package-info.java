/** What the catalog file declares, and how it gets into the store. */
@NullMarked
package io.shardbeat.provisioning;

import org.jspecify.annotations.NullMarked;
