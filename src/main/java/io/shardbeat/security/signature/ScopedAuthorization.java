package io.shardbeat.security.signature;

import org.jspecify.annotations.Nullable;

/**
 * The {@code Authorization} header of the schemes that sign with a key derived for a day and a place: SLS version 4 and
 * TC3.
 *
 * @param id the access key id
 * @param date the day of the credential scope, as sent
 * @param place the region (SLS) or service (CLS) of the credential scope
 * @param signedHeaders the names of the signed headers joined by {@code ;}, empty when the scheme does not list them
 * @param signature the signature, as sent
 */
public record ScopedAuthorization(String id, String date, String place, String signedHeaders, String signature) {
    /**
     * Reads {@code <scheme> Credential=<id>/<date>/<place><ending>, SignedHeaders=<names>, Signature=<hex>}, the fields
     * in any order.
     *
     * @param scheme what the header starts with
     * @param ending what the credential scope ends with, from its first slash on
     * @return {@code null} when the header is not of that form
     */
    public static @Nullable ScopedAuthorization parse(String header, String scheme, String ending) {
        if (!header.startsWith(scheme)) {
            return null;
        }
        String credential = field(header, scheme.length(), "Credential=");
        String signature = field(header, scheme.length(), "Signature=");
        if (credential == null || signature == null || !credential.endsWith(ending)) {
            return null;
        }
        int scopeEnd = credential.length() - ending.length();
        int dateStart = credential.indexOf('/') + 1;
        int placeStart = credential.indexOf('/', dateStart) + 1;
        if (dateStart == 0 || placeStart == 0 || placeStart > scopeEnd) {
            return null;
        }
        String signedHeaders = field(header, scheme.length(), "SignedHeaders=");
        return new ScopedAuthorization(
                credential.substring(0, dateStart - 1),
                credential.substring(dateStart, placeStart - 1),
                credential.substring(placeStart, scopeEnd),
                signedHeaders == null ? "" : signedHeaders,
                signature);
    }

    /** The value of the field that starts with {@code prefix}; fields are separated by commas and blanks. */
    private static @Nullable String field(String header, int from, String prefix) {
        int start = from;
        while (start < header.length()) {
            int comma = header.indexOf(',', start);
            int end = comma < 0 ? header.length() : comma;
            while (start < end && header.charAt(start) == ' ') {
                start++;
            }
            if (header.startsWith(prefix, start)) {
                return header.substring(start + prefix.length(), end).trim();
            }
            start = end + 1;
        }
        return null;
    }
}
