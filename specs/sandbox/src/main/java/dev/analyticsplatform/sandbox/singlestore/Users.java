package dev.analyticsplatform.sandbox.singlestore;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The database users of a workspace group. Any of them may do anything. Thread-safe. */
final class Users {
    static final String ADMIN = "admin";

    private final Map<String, List<String>> passwords = new ConcurrentHashMap<>();

    /** @param adminPasswords each of them will do */
    Users(List<String> adminPasswords) {
        passwords.put(ADMIN, List.copyOf(adminPasswords));
    }

    void password(String user, String password) {
        passwords.put(user, List.of(password));
    }

    boolean has(String user) {
        return passwords.containsKey(user);
    }

    void remove(String user) {
        passwords.remove(user);
    }

    boolean isValid(String user, String password) {
        byte[] given = password.getBytes(StandardCharsets.UTF_8);
        return passwords.getOrDefault(user, List.of()).stream()
                .anyMatch(each -> MessageDigest.isEqual(each.getBytes(StandardCharsets.UTF_8), given));
    }
}
