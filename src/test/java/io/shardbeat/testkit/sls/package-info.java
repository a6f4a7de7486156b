/** A stand-in for the SLS log service: what a coordinator does not do, and consumers cannot do without. */
@NullMarked
package io.shardbeat.testkit.sls;

import org.jspecify.annotations.NullMarked;
