package dev.analyticsplatform.sandbox.deltastream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The things of one kind, by name; for names in a database or schema, by path. Guarded by the organization. */
final class Registry<T> {
    private final String noun;
    private final String missing;
    private final String duplicate;
    private final Map<List<String>, T> things = new LinkedHashMap<>();

    /**
     * Makes an empty one.
     *
     * @param noun the word for it in messages
     * @param missing the code for one that is not there
     * @param duplicate the code for one that is there already
     */
    Registry(String noun, String missing, String duplicate) {
        this.noun = noun;
        this.missing = missing;
        this.duplicate = duplicate;
    }

    Optional<T> find(String... path) {
        return Optional.ofNullable(things.get(List.of(path)));
    }

    T require(String... path) {
        return require(List.of(path));
    }

    T require(List<String> path) {
        T thing = things.get(path);
        if (thing == null) {
            throw new SqlError(missing, noun + " " + shown(path) + " does not exist");
        }
        return thing;
    }

    void requireFree(List<String> path) {
        if (things.containsKey(path)) {
            throw new SqlError(duplicate, noun + " " + shown(path) + " already exists");
        }
    }

    void add(T thing, String... path) {
        add(thing, List.of(path));
    }

    void add(T thing, List<String> path) {
        requireFree(path);
        things.put(List.copyOf(path), thing);
    }

    void remove(List<String> path) {
        require(path);
        things.remove(path);
    }

    List<T> all() {
        return new ArrayList<>(things.values());
    }

    /** Returns those whose path begins so. */
    List<T> in(String... start) {
        List<String> wanted = List.of(start);
        List<T> found = new ArrayList<>();
        things.forEach((path, thing) -> {
            if (path.size() > wanted.size() && path.subList(0, wanted.size()).equals(wanted)) {
                found.add(thing);
            }
        });
        return found;
    }

    private static String shown(List<String> path) {
        return String.join(".", path.stream().map(Sql::plainName).toList());
    }
}
