/** Questions to a planner and to a fence */
@NullMarked
package io.shardbeat.ctl.cli.look.whatif;

import org.jspecify.annotations.NullMarked;
