/** CLS on the wire: arguments in both forms, names, answers, errors. */
@NullMarked
package io.shardbeat.cls.wire;

import org.jspecify.annotations.NullMarked;
