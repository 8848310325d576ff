package dev.analyticsplatform.sandbox.singlestore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The files of a workspace group. Paths of folders end with a slash; the root is empty, and shown as a slash.
 * Thread-safe.
 */
final class Stage {
    /** A file or a folder; folders have no content. */
    private record Entry(@Nullable ByteString content, Instant created, Instant modified) {}

    private static final Map<String, String> TYPES = Map.of(
            "json", "application/json",
            "csv", "text/csv",
            "txt", "text/plain",
            "sql", "application/sql",
            "parquet", "application/vnd.apache.parquet");

    private final NavigableMap<String, Entry> entries = new TreeMap<>();

    Stage(Instant created) {
        entries.put("", new Entry(null, created, created));
    }

    private static Refusal notFound(String path) {
        return new Refusal(404, "", "There is no '" + path + "' in the Stage");
    }

    private static Refusal invalid(String path) {
        return new Refusal(400, "", "'" + path + "' is no path: parts are not empty, and neither . nor ..");
    }

    private static String name(String path) {
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return bare.substring(bare.lastIndexOf('/') + 1);
    }

    private static String parent(String path) {
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return bare.substring(0, bare.lastIndexOf('/') + 1);
    }

    static ObjectNode reference(String path) {
        return Json.object().put("name", name(path)).put("path", path);
    }

    /** Returns the path of what there is; a folder is found without its slash as well. */
    synchronized String find(String path) {
        if (entries.containsKey(path)) {
            return path;
        }
        if (entries.containsKey(path + "/")) {
            return path + "/";
        }
        throw notFound(path);
    }

    /** Returns the bytes of a file; empty for a folder. */
    synchronized Optional<ByteString> content(String path) {
        return Optional.ofNullable(entry(path).content());
    }

    private Entry entry(String path) {
        Entry entry = entries.get(path);
        if (entry == null) {
            throw notFound(path);
        }
        return entry;
    }

    /** Stores a file in place of one that may be there, or makes a folder; folders above are made as needed. */
    synchronized void put(String path, @Nullable ByteString content, Instant now) {
        check(path);
        String other = path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/";
        if (entries.containsKey(other)) {
            throw new Refusal(400, "", "There is a " + (content == null ? "file" : "folder") + " at '" + other + "'");
        }
        String above = parent(path);
        if (!entries.containsKey(above)) {
            put(above, null, now);
        }
        Entry before = entries.get(path);
        if (before == null || content != null) {
            entries.put(path, new Entry(content, before == null ? now : before.created(), now));
        }
    }

    private static void check(String path) {
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        for (String part : bare.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw invalid(path);
            }
        }
    }

    /** Gives a file, or a folder with all that is in it, another path; nothing may be there. */
    synchronized String move(String from, String to, Instant now) {
        String path = find(from);
        boolean folder = path.endsWith("/");
        String target = folder && !to.endsWith("/") ? to + "/" : to;
        check(target);
        if (target.endsWith("/") != folder) {
            throw new Refusal(400, "", "'" + from + "' is a file, and '" + to + "' is the path of a folder");
        }
        if (entries.containsKey(target)) {
            throw new Refusal(400, "", "There is something at '" + target + "' already");
        }
        if (path.isEmpty() || (folder && target.startsWith(path))) {
            throw new Refusal(400, "", "A folder cannot be moved into itself");
        }
        List<String> moved = folder ? below(path) : List.of(path);
        put(target, entry(path).content(), now);
        for (String each : moved) {
            Entry entry = entry(each);
            entries.remove(each);
            entries.put(target + each.substring(path.length()), entry);
        }
        return target;
    }

    /** Deletes a file, or a folder with all that is in it; a folder only by its path with the slash. */
    synchronized void delete(String path) {
        if (path.isEmpty() || !entries.containsKey(path)) {
            throw notFound(path);
        }
        List<String> deleted = path.endsWith("/") ? below(path) : List.of(path);
        deleted.forEach(entries::remove);
    }

    /** Returns the paths that begin so, itself among them. */
    private List<String> below(String folder) {
        return List.copyOf(entries.tailMap(folder, true).keySet().stream()
                .filter(path -> path.startsWith(folder))
                .toList());
    }

    /** Returns how many bytes there were on average in a span, as far as the present files tell. */
    synchronized long averageBytes(Instant from, Instant to) {
        long span = Duration.between(from, to).toMillis();
        BigInteger sum = BigInteger.ZERO;
        for (Entry entry : entries.values()) {
            ByteString bytes = entry.content();
            Instant first = entry.modified().isAfter(from) ? entry.modified() : from;
            if (bytes != null && first.isBefore(to)) {
                long millis = Duration.between(first, to).toMillis();
                sum = sum.add(BigInteger.valueOf(bytes.size()).multiply(BigInteger.valueOf(millis)));
            }
        }
        return span <= 0 ? 0 : sum.divide(BigInteger.valueOf(span)).longValue();
    }

    /** Returns a file or a folder as answers show it; a folder with what is in it. */
    synchronized ObjectNode shown(String path) {
        ObjectNode shown = describe(path, entry(path));
        if (path.isEmpty() || path.endsWith("/")) {
            ArrayNode content = shown.putArray("content");
            for (String each : below(path)) {
                if (!each.equals(path) && parent(each).equals(path)) {
                    content.add(describe(each, entry(each)));
                }
            }
        }
        return shown;
    }

    private static ObjectNode describe(String path, Entry entry) {
        ByteString bytes = entry.content();
        String suffix = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String mimeType =
                bytes == null ? "application/vnd.directory" : TYPES.getOrDefault(suffix, "application/octet-stream");
        String type = bytes == null ? "directory" : suffix.equals("json") ? "json" : "";
        ObjectNode shown = Json.object();
        shown.putNull("content");
        shown.put("created", Times.text(entry.created()));
        if (bytes == null) {
            shown.put("format", "json");
        } else {
            shown.putNull("format");
        }
        return shown.put("last_modified", Times.text(entry.modified()))
                .put("mimetype", mimeType)
                .put("name", name(path))
                .put("path", path.isEmpty() ? "/" : path)
                .put("size", bytes == null ? 0 : bytes.size())
                .put("type", type)
                .put("writable", true);
    }
}
