/** The settings, and the beans that lift the framework-free packages into CDI. */
@NullMarked
package io.shardbeat.config;

import org.jspecify.annotations.NullMarked;
