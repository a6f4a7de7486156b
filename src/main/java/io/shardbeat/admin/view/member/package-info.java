/** Members as JSON. */
@NullMarked
package io.shardbeat.admin.view.member;

import org.jspecify.annotations.NullMarked;
