/** Request signatures of SLS, versions 1 and 4. */
@NullMarked
package io.shardbeat.sls.signature;

import org.jspecify.annotations.NullMarked;
