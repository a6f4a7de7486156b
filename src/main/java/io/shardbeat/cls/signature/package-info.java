/** Request signatures of CLS: TC3 and the older v1. */
@NullMarked
package io.shardbeat.cls.signature;

import org.jspecify.annotations.NullMarked;
