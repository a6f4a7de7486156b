/** What may stand in the catalog file, and what it declares. Each dialect brings a section of its own. */
@NullMarked
package io.shardbeat.declaration;

import org.jspecify.annotations.NullMarked;
