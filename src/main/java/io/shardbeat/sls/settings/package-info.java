/** What can be set of the dialect: {@code shardbeat.sls.*}. */
@NullMarked
package io.shardbeat.sls.settings;

import org.jspecify.annotations.NullMarked;
