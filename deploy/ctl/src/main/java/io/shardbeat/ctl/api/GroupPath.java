package io.shardbeat.ctl.api;

/**
 * A group as operators write it: {@code sls/<project>/<logstore>/<group>} or {@code cls/<logset>/<group>}.
 *
 * @param text as it was written
 */
public record GroupPath(String text) {
    private static final String FORM = "sls/<project>/<logstore>/<group> or cls/<logset>/<group>";

    public GroupPath {
        String[] parts = text.split("/", -1);
        int expected = parts[0].equals("sls") ? 4 : parts[0].equals("cls") ? 3 : 0;
        boolean isWhole = parts.length == expected;
        for (String part : parts) {
            isWhole &= !part.isEmpty();
        }
        if (!isWhole) {
            throw new IllegalArgumentException("a group is " + FORM);
        }
    }

    /** Whether its checkpoints are numbers. */
    public boolean hasOffsets() {
        return text.startsWith("cls/");
    }

    /** The address of a part of it. */
    public String address(String... parts) {
        return "/admin/v1/groups" + Addresses.join(text.split("/", -1)) + Addresses.join(parts);
    }

    @Override
    public String toString() {
        return text;
    }
}
