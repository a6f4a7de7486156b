package io.shardbeat.cls.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;

/**
 * What a request asks with, whichever of the two ways it is written. Flattened arguments are read as the JSON they
 * stand for, so that an action has one reader for both.
 */
public interface Arguments {
    /** A stream that begins with the root object; malformed text fails while it is read. */
    JsonParser stream() throws IOException;

    /** The root object. */
    ObjectNode tree();

    /** The decoded parameters, which signature version 1 signs; empty for a JSON body. */
    Map<String, String> parameters();

    /** Whether an argument that is not there may have been an empty list: flattened, that leaves nothing behind. */
    boolean losesEmptyLists();
}
