/** What the tests of the CLS dialect put behind it, so that they are about the dialect and nothing else. */
@NullMarked
package io.shardbeat.testkit.cls;

import org.jspecify.annotations.NullMarked;
