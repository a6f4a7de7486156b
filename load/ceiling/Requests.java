import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes the heartbeats that {@code replay.lua} sends: signed ahead, as official clients sign them, of members at rest
 * that report what they are granted. Every member's requests are dated some seconds apart, in order, because a repeated
 * date makes a heartbeat a delayed copy, which costs more. Those that beat are picked evenly, the others join and are
 * silent. Run: {@code java Requests.java plain|v1|v4|tc3 PORT FILE LOGSTORE GROUPS MEMBERS [MEMBERS THAT BEAT]}.
 */
final class Requests {
    static final String PROJECT = "load";
    static final String LOGSET = "load";

    /** How many members beat, where the arguments say nothing else. */
    private static final int SAMPLE = 512;

    /** Joins on one connection: members of one group that join together are one pass. */
    private static final int TOGETHER = 1000;

    private static final int CONNECTIONS = 16;

    /** Requests of one member, and how far apart they are dated. TC3 allows 5 minutes in either direction. */
    private static final int ROUNDS = 80;

    private static final int SECONDS_APART = 6;
    private static final int FIRST_SECONDS_AGO = 200;

    private static final String KEY = "load";
    private static final String SECRET = "a-secret-of-the-load-generator";
    private static final DateTimeFormatter RFC_1123 = format("EEE, dd MMM yyyy HH:mm:ss 'GMT'");
    private static final DateTimeFormatter BASIC_ISO = format("yyyyMMdd'T'HHmmss'Z'");

    private final String kind;
    private final String logstore;
    private final int sampleSize;

    private Requests(String kind, String logstore, int sampleSize) {
        this.kind = kind;
        this.logstore = logstore;
        this.sampleSize = sampleSize;
    }

    /** A consumer and the shards it reports, as the protocol writes them. */
    record Member(String group, String name, String report) {
        Member holding(String granted) {
            return new Member(group, name, granted);
        }

        boolean holdsNothing() {
            return report.contains("[]");
        }
    }

    public static void main(String[] args) throws Exception {
        int sampleSize = args.length > 6 ? Integer.parseInt(args[6]) : SAMPLE;
        Requests requests = new Requests(args[0], args[3], sampleSize);
        List<Member> members =
                requests.settle(Integer.parseInt(args[1]), Integer.parseInt(args[4]), Integer.parseInt(args[5]));
        long first = Instant.now().getEpochSecond() - FIRST_SECONDS_AGO;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(args[2])))) {
            for (int round = 0; round < requests.rounds(); round++) {
                Instant when = Instant.ofEpochSecond(first + (long) round * SECONDS_APART);
                for (Member member : members) {
                    out.write(bytes(requests.request(member, when)));
                    out.write(0);
                }
            }
        }
    }

    /** Without a signature they have no date, and are all the same. */
    private int rounds() {
        return kind.equals("plain") ? 1 : ROUNDS;
    }

    /**
     * All join; then the sample beats until everybody holds shards and nobody's grant changes: what each then reports is what
     * it is granted. Before a group's initial delay is over nobody's grant changes, either.
     */
    private List<Member> settle(int port, int groups, int members) throws Exception {
        List<Member> all = new ArrayList<>();
        for (int i = 0; i < groups * members; i++) {
            all.add(new Member("group-" + i / members, "consumer-" + i % members, isCls() ? topic("[]") : "[]"));
        }
        join(port, all);
        List<Member> sample = new ArrayList<>();
        for (int i = 0; i < all.size() && sample.size() < sampleSize; i += Math.max(1, all.size() / sampleSize)) {
            sample.add(all.get(i));
        }
        try (Socket socket = new Socket("127.0.0.1", port)) {
            for (int beats = 0; beats < 60; beats++) {
                Thread.sleep(1000);
                if (beat(socket, sample) == 0 && sample.stream().noneMatch(Member::holdsNothing)) {
                    return sample;
                }
            }
        }
        throw new IllegalStateException("the grants of " + kind + " still change after a minute");
    }

    private void join(int port, List<Member> all) throws Exception {
        ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS);
        List<Future<Integer>> joins = new ArrayList<>();
        for (int i = 0; i < all.size(); i += TOGETHER) {
            List<Member> some = all.subList(i, Math.min(all.size(), i + TOGETHER));
            joins.add(connections.submit(() -> {
                try (Socket socket = new Socket("127.0.0.1", port)) {
                    return beat(socket, some);
                }
            }));
        }
        for (Future<Integer> join : joins) {
            join.get();
        }
        connections.shutdown();
    }

    /** One heartbeat of each, pipelined; the number of those whose grant is not what they reported. */
    private int beat(Socket socket, List<Member> members) throws Exception {
        StringBuilder requests = new StringBuilder();
        for (Member member : members) {
            requests.append(request(member, Instant.now()));
        }
        socket.getOutputStream().write(bytes(requests.toString()));
        InputStream in = new BufferedInputStream(socket.getInputStream());
        int changed = 0;
        for (int i = 0; i < members.size(); i++) {
            Member now = members.get(i).holding(granted(answer(in)));
            changed += now.equals(members.get(i)) ? 0 : 1;
            members.set(i, now);
        }
        return changed;
    }

    private String granted(String answer) {
        if (!isCls()) {
            return answer;
        }
        int start = answer.indexOf("\"TopicPartitionsInfo\":") + "\"TopicPartitionsInfo\":".length();
        return answer.substring(start, answer.indexOf(",\"RequestId\"", start));
    }

    private boolean isCls() {
        return kind.equals("tc3");
    }

    private String topic(String partitions) {
        return "[{\"TopicID\":\"" + logstore + "\",\"Partitions\":" + partitions + "}]";
    }

    private String request(Member member, Instant when) throws GeneralSecurityException {
        return switch (kind) {
            case "plain" -> sls(member, "");
            case "v1" -> sls(member, v1(member, when));
            case "v4" -> sls(member, v4(member, when));
            case "tc3" -> cls(member, when);
            default -> throw new IllegalArgumentException("kind is plain, v1, v4 or tc3, was " + kind);
        };
    }

    private String path(Member member) {
        return "/logstores/" + logstore + "/consumergroups/" + member.group;
    }

    private static String query(Member member) {
        return "consumer=" + member.name + "&type=heartbeat";
    }

    private String sls(Member member, String signature) {
        return "POST " + path(member) + "?" + query(member) + " HTTP/1.1\r\nHost: " + PROJECT + ".cn.example.com\r\n"
                + "User-Agent: Consumer-Library-" + member.group + "/" + member.name + "\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + member.report.length() + "\r\n"
                + "x-log-apiversion: 0.6.0\r\nx-log-bodyrawsize: 0\r\n" + signature + "\r\n" + member.report;
    }

    private String v1(Member member, Instant when) throws GeneralSecurityException {
        String md5 = HexFormat.of().withUpperCase().formatHex(digest("MD5", member.report));
        String date = RFC_1123.format(when);
        String text = "POST\n" + md5 + "\napplication/json\n" + date + "\nx-log-apiversion:0.6.0\nx-log-bodyrawsize:0\n"
                + "x-log-signaturemethod:hmac-sha1\n" + path(member) + "?" + query(member);
        return "x-log-signaturemethod: hmac-sha1\r\nContent-MD5: " + md5 + "\r\nDate: " + date + "\r\nAuthorization: LOG "
                + KEY + ":" + Base64.getEncoder().encodeToString(hmac("HmacSHA1", bytes(SECRET), text)) + "\r\n";
    }

    private String v4(Member member, Instant when) throws GeneralSecurityException {
        String sha = hex(digest("SHA-256", member.report));
        String date = BASIC_ISO.format(when);
        String scope = date.substring(0, 8) + "/cn/sls/aliyun_v4_request";
        String canonical = "POST\n" + path(member) + "\n" + query(member) + "\ncontent-type:application/json\nhost:"
                + PROJECT + ".cn.example.com\nx-log-apiversion:0.6.0\nx-log-bodyrawsize:0\nx-log-content-sha256:" + sha
                + "\nx-log-date:" + date + "\n\ncontent-type;host;x-log-apiversion;x-log-bodyrawsize;"
                + "x-log-content-sha256;x-log-date\n" + sha;
        String text = "SLS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" + hex(digest("SHA-256", canonical));
        return "x-log-date: " + date + "\r\nx-log-content-sha256: " + sha
                + "\r\nAuthorization: SLS4-HMAC-SHA256 Credential=" + KEY + "/" + scope + ",Signature="
                + hex(chained("aliyun_v4", scope, text)) + "\r\n";
    }

    private static String cls(Member member, Instant when) throws GeneralSecurityException {
        String body = "{\"ConsumerGroup\":\"" + member.group + "\",\"Consumer\":\"" + member.name + "\",\"LogsetId\":\""
                + LOGSET + "\",\"TopicPartitionsInfo\":" + member.report + "}";
        String seconds = Long.toString(when.getEpochSecond());
        String scope = when.toString().substring(0, 10) + "/cls/tc3_request";
        String canonical = "POST\n/\n\ncontent-type:application/json\nhost:cls.example.com\n\ncontent-type;host\n"
                + hex(digest("SHA-256", body));
        String text = "TC3-HMAC-SHA256\n" + seconds + "\n" + scope + "\n" + hex(digest("SHA-256", canonical));
        return "POST / HTTP/1.1\r\nHost: cls.example.com\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\nX-TC-Action: SendConsumerHeartbeat\r\nX-TC-Version: 2020-10-16\r\n"
                + "X-TC-Region: ap-guangzhou\r\nX-TC-Timestamp: " + seconds
                + "\r\nAuthorization: TC3-HMAC-SHA256 Credential=" + KEY + "/" + scope
                + ", SignedHeaders=content-type;host, Signature=" + hex(chained("TC3", scope, text)) + "\r\n\r\n" + body;
    }

    /** Signs with a key that is derived through every part of the scope. */
    private static byte[] chained(String prefix, String scope, String text) throws GeneralSecurityException {
        byte[] key = bytes(prefix + SECRET);
        for (String part : scope.split("/")) {
            key = hmac("HmacSHA256", key, part);
        }
        return hmac("HmacSHA256", key, text);
    }

    /** The body of a 200; anything else ends the run. */
    private static String answer(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(in.read());
        }
        String text = head.toString(StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
        int length = text.indexOf("content-length: ") + "content-length: ".length();
        int bytes = Integer.parseInt(text.substring(length, text.indexOf("\r", length)));
        String body = new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
        if (!text.contains(" 200 ") || body.contains("\"Error\"")) {
            throw new IllegalStateException("refused: " + text + body);
        }
        return body;
    }

    private static byte[] digest(String algorithm, String text) throws GeneralSecurityException {
        return MessageDigest.getInstance(algorithm).digest(bytes(text));
    }

    private static byte[] hmac(String algorithm, byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key, algorithm));
        return mac.doFinal(bytes(text));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
