package io.shardbeat.security;

/** Whether requests must be signed. */
public enum AuthMode {
    /** Every request must carry a valid signature. */
    REQUIRED,
    /** A signature is verified where one is sent; requests without one are served. */
    OPTIONAL,
    /** Signatures are not looked at. */
    OFF
}
