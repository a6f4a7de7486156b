/** A CLS call: its action, its caller, its fields. */
@NullMarked
package io.shardbeat.cls.call;

import org.jspecify.annotations.NullMarked;
