package io.mediaup.remote.ssh;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The first field of a line in {@code known_hosts}, by sshd(8): names with {@code *} and {@code ?}, of which one with
 * {@code !} forbids the line whatever else matches; or one hashed name.
 */
final class HostPatterns {

    private static final String HASHED = "|1|";

    private HostPatterns() {}

    /** Whether a line with the field {@code patterns} is about {@code name}, which is in small letters. */
    static boolean match(String patterns, String name) {
        if (patterns.startsWith(HASHED)) {
            return hashed(patterns.substring(HASHED.length()), name);
        }
        boolean matched = false;
        for (String pattern : patterns.toLowerCase(Locale.ROOT).split(",", -1)) {
            boolean forbids = pattern.startsWith("!");
            if (wildcards(forbids ? pattern.substring(1) : pattern)
                    .matcher(name)
                    .matches()) {
                if (forbids) {
                    return false;
                }
                matched = true;
            }
        }
        return matched;
    }

    private static Pattern wildcards(String pattern) {
        StringBuilder regex = new StringBuilder();
        pattern.codePoints()
                .forEach(c -> regex.append(
                        switch (c) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(Character.toString(c));
                        }));
        return Pattern.compile(regex.toString());
    }

    private static boolean hashed(String saltAndHash, String name) {
        String[] parts = saltAndHash.split("\\|", -1);
        if (parts.length != 2) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[0]), "HmacSHA1"));
            byte[] expected = Base64.getDecoder().decode(parts[1]);
            return MessageDigest.isEqual(expected, mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // A line that makes no sense vouches for nobody.
            return false;
        }
    }
}
