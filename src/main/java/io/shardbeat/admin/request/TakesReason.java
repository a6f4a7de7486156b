package io.shardbeat.admin.request;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The changing calls of a resource take {@code ?reason=} and {@code ?dryRun=}, which {@link CommandRequest} reads. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface TakesReason {}
