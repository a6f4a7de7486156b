package io.shardbeat.cls.wire;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.shardbeat.http.Answer;
import io.shardbeat.http.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The API 3.0 envelope, which every answer wears with HTTP status 200, errors too: the official clients turn any other
 * status into a nameless transport failure, and the Python consumer spins without a pause on an answer it cannot read
 * or on an {@code Error} of {@code null}. Source: API reference, "Responses"; Python consumer 1.0.5.
 */
public final class Envelope {
    public static final String REQUEST_ID = "x-cls-requestid";

    private static final byte[] OPEN = ascii("{\"Response\":{");
    private static final byte[] ID = ascii("\"RequestId\":\"");
    private static final byte[] CLOSE = ascii("\"}}");
    private static final int ID_LENGTH = 36;

    private Envelope() {}

    public static Answer success(Reply reply) {
        return wrap(reply.fields(), reply.headers(), Outcome.OK);
    }

    public static Answer error(ClsError error, String message) {
        StringBuilder fields = new StringBuilder("\"Error\":{\"Code\":\"").append(error.code());
        fields.append("\",\"Message\":\"");
        JsonStringEncoder.getInstance().quoteAsString(printable(message), fields);
        return wrap(fields.append("\"}").toString().getBytes(StandardCharsets.UTF_8), List.of(), error.outcome());
    }

    private static Answer wrap(byte[] fields, List<Map.Entry<String, String>> headers, Outcome outcome) {
        String id = RequestIds.next();
        int comma = fields.length == 0 ? 0 : 1;
        byte[] body = new byte[OPEN.length + fields.length + comma + ID.length + ID_LENGTH + CLOSE.length];
        int end = append(body, 0, OPEN);
        end = append(body, end, fields);
        if (comma > 0) {
            body[end++] = ',';
        }
        end = append(body, end, ID);
        end = append(body, end, ascii(id));
        append(body, end, CLOSE);
        return new Answer(200, "application/json", withId(headers, id), body, false, outcome);
    }

    /** The Python consumer takes the request id that it logs from this header. */
    private static List<Map.Entry<String, String>> withId(List<Map.Entry<String, String>> headers, String id) {
        Map.Entry<String, String> header = Map.entry(REQUEST_ID, id);
        if (headers.isEmpty()) {
            return List.of(header);
        }
        List<Map.Entry<String, String>> all = new ArrayList<>(headers.size() + 1);
        all.addAll(headers);
        all.add(header);
        return all;
    }

    /** Messages repeat what callers sent: lone surrogates are no UTF-8, and control characters no message. */
    public static String printable(String message) {
        StringBuilder text = new StringBuilder(message);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c) || Character.isISOControl(c)) {
                text.setCharAt(i, '?');
            }
        }
        return text.toString();
    }

    private static int append(byte[] body, int at, byte[] part) {
        System.arraycopy(part, 0, body, at, part.length);
        return at + part.length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
