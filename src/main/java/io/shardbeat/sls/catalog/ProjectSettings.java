package io.shardbeat.sls.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.sls.wire.JsonBody;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a project is asked for that is about accounts and storage: kept to be told again, and of no effect. What would be a
 * promise is refused. Source: "CreateProject" of the SLS API reference.
 */
final class ProjectSettings {
    static final String RESOURCE_GROUP = "resourceGroupId";
    private static final String REDUNDANCY = "dataRedundancyType";
    private static final String LOCAL = "LRS";
    private static final int LONGEST_DESCRIPTION = 64;
    private static final int LONGEST_RESOURCE_GROUP = 64;

    private ProjectSettings() {}

    static String description(JsonBody body) {
        String text = body.text("description").orElse("");
        if (text.codePointCount(0, text.length()) > LONGEST_DESCRIPTION || !text.matches("[^<>'\"\\\\]*")) {
            throw body.invalid("description", "at most " + LONGEST_DESCRIPTION + " characters other than < > ' \" \\");
        }
        return text;
    }

    static Map<String, String> of(JsonBody body) {
        Map<String, String> kept = new LinkedHashMap<>();
        body.text(RESOURCE_GROUP).filter(id -> !id.isEmpty()).ifPresent(id -> {
            if (id.length() > LONGEST_RESOURCE_GROUP) {
                throw body.invalid(RESOURCE_GROUP, "at most " + LONGEST_RESOURCE_GROUP + " characters");
            }
            kept.put(RESOURCE_GROUP, id);
        });
        body.text(REDUNDANCY).filter(type -> !type.isEmpty()).ifPresent(type -> {
            if (!type.equals(LOCAL) && !type.equals("ZRS")) {
                throw body.invalid(REDUNDANCY, "LRS or ZRS");
            }
            kept.put(REDUNDANCY, type);
        });
        for (String promise : new String[] {"deletionProtection", "recycleBinEnabled"}) {
            if (body.flag(promise).orElse(false)) {
                throw body.invalid(promise, "false: it is not served here");
            }
        }
        return kept;
    }

    static String resourceGroup(Map<String, String> kept) {
        return kept.getOrDefault(RESOURCE_GROUP, "");
    }

    static void describe(ObjectNode project, Map<String, String> kept) {
        project.put(RESOURCE_GROUP, resourceGroup(kept)).put(REDUNDANCY, kept.getOrDefault(REDUNDANCY, LOCAL));
    }
}
