/**
 * The admin API on a command line. {@code cli} says what can be asked, {@code api} asks it, {@code print} shows what came
 * back.
 */
@NullMarked
package io.shardbeat.ctl;

import org.jspecify.annotations.NullMarked;
