/** Access keys out of a file that is read again when it changes. */
@NullMarked
package io.shardbeat.security.keysfile;

import org.jspecify.annotations.NullMarked;
