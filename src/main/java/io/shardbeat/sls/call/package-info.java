/** An SLS call: its route, whether it may be made, how it is answered. */
@NullMarked
package io.shardbeat.sls.call;

import org.jspecify.annotations.NullMarked;
