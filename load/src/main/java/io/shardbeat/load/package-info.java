/**
 * Drives fleets of consumers against Shardbeat nodes. {@code plan} says what to do, {@code fleet} does it through {@code
 * protocol} and {@code net}, {@code judge} and {@code measure} watch, {@code report} tells.
 */
@NullMarked
package io.shardbeat.load;

import org.jspecify.annotations.NullMarked;
