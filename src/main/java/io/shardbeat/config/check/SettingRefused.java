package io.shardbeat.config.check;

/** A setting that cannot be: the message names key, value, what is expected and who set it. */
public final class SettingRefused extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    SettingRefused(String message) {
        super(message);
    }

    /** Configuration libraries pass on what an exception is called; only the message is for people. */
    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
