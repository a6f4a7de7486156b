package io.shardbeat.security;

import org.jboss.logging.Logger;

/**
 * A line per change that somebody asked for, in the log category {@code shardbeat.audit}. No secrets: what is said of a
 * caller is the id of its key.
 */
public final class Audit {
    private static final Logger LOG = Logger.getLogger("shardbeat.audit");

    private Audit() {}

    /**
     * What somebody asked for.
     *
     * @param who the id of the key; empty for somebody without one
     * @param what the call, as its protocol names it
     * @param on what it is about
     * @param from the address that it came from
     */
    public record Change(String who, String what, String on, String from) {}

    /**
     * @param outcome {@code ok}, or the error that was answered
     * @param request the id that the answer carries; empty where it has none
     */
    public static void record(Change change, String outcome, String request) {
        record(change, outcome, request, "");
    }

    /** @param why in the words of who asked; empty where nobody had to say */
    public static void record(Change change, String outcome, String request, String why) {
        LOG.infof(
                "who=\"%s\" what=\"%s\" on=\"%s\" from=%s outcome=%s request=%s%s",
                change.who().isEmpty() ? "anonymous" : Printable.of(change.who()),
                Printable.of(change.what()),
                Printable.of(change.on()),
                change.from().isEmpty() ? "-" : change.from(),
                outcome,
                request.isEmpty() ? "-" : Printable.of(request),
                why.isEmpty() ? "" : " why=\"" + Printable.of(why) + "\"");
    }
}
