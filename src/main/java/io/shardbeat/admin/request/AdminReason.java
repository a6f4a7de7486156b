package io.shardbeat.admin.request;

import io.vertx.ext.web.RoutingContext;

/** Who asks for a change and why, from where it is read to where it is noted. */
final class AdminReason {
    private static final String CALLER = "shardbeat.admin.caller";
    private static final String WHY = "shardbeat.admin.why";

    private AdminReason() {}

    /** @param id of the access key; empty where none was needed */
    static void caller(RoutingContext request, String id) {
        request.put(CALLER, id);
    }

    static String caller(RoutingContext request) {
        return request.get(CALLER, "");
    }

    static void why(RoutingContext request, String why) {
        request.put(WHY, why);
    }

    /** Empty where nobody said why. */
    static String of(RoutingContext request) {
        return request.get(WHY, "");
    }
}
