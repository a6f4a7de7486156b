/** Tests that step time where they can; what needs a network has a server of its own on this machine. */
package io.shardbeat.client;
