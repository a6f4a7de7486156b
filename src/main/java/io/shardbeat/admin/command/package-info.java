/** What operators may change. Every command is a wish that passes carry out, or a change of the catalog or of checkpoints. */
@NullMarked
package io.shardbeat.admin.command;

import org.jspecify.annotations.NullMarked;
