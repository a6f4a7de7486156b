/** What a fault did to a group, judged from outside: by what its members sent, were answered and worked on, and when. */
@NullMarked
package io.shardbeat.testkit.judge;

import org.jspecify.annotations.NullMarked;
