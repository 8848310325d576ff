package dev.analyticsplatform.sandbox.bytehouse;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** The roles of the account. Thread-safe. */
final class Roles {
    static final String ACCOUNT_ADMIN = "AccountAdmin";

    private static final Set<String> PREDEFINED = Set.of(ACCOUNT_ADMIN, "SystemAdmin");

    private final Set<String> names = new ConcurrentSkipListSet<>(PREDEFINED);

    List<String> names() {
        return List.copyOf(names);
    }

    boolean exists(String name) {
        return names.contains(name);
    }

    boolean create(String name) {
        return names.add(name);
    }

    boolean drop(String name) {
        return !PREDEFINED.contains(name) && names.remove(name);
    }
}
