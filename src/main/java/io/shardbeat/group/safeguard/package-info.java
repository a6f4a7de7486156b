/** What a group remembers from pass to pass for the sake of its safeguards. Pure. */
@NullMarked
package io.shardbeat.group.safeguard;

import org.jspecify.annotations.NullMarked;
