/** SLS on the wire: paths, parameters, bodies, errors. */
@NullMarked
package io.shardbeat.sls.wire;

import org.jspecify.annotations.NullMarked;
