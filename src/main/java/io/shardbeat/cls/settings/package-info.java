/** What can be set of the dialect: {@code shardbeat.cls.*}. */
@NullMarked
package io.shardbeat.cls.settings;

import org.jspecify.annotations.NullMarked;
