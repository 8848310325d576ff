package dev.analyticsplatform.sandbox.sql;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes members that no document has NULL instead of an error.
 *
 * <p>A collection has no schema, so a name that no document uses yet is no mistake. When the engine does not know a
 * name, the collections of the query get it as a NULL column, one after the other until the engine is content. If it
 * never is, the first failure stands.
 */
final class AbsentMembers {
    /** Brings the engine's views up to date. */
    interface Refresh {
        Object run() throws SQLException;
    }

    private static final Pattern COLUMN = Pattern.compile("Referenced column \"(.*?)\" not found"
            + "|does not have a column named \"(.*?)\"\n"
            + "|Referenced table \"(.*?)\" not found"
            + "|Cannot extract field '(.*?)' from expression");
    private static final Pattern KEY = Pattern.compile("Could not find key \"(.*?)\" in struct");
    private static final int MOST_ATTEMPTS = 64;

    private final SyntaxTree query;
    private final List<DocumentStore> stores;
    private final Refresh refresh;
    private final Set<String> names = new HashSet<>();

    AbsentMembers(SyntaxTree query, List<DocumentStore> stores, Refresh refresh) {
        this.query = query;
        this.stores = stores;
        this.refresh = refresh;
    }

    /** Does the work again and again as long as adding NULL members gets it further. */
    void bind(Jdbc.Work<Boolean> work) throws SQLException {
        SQLException first = null;
        for (int attempt = 0; ; attempt++) {
            try {
                work.run();
                return;
            } catch (SQLException e) {
                if (attempt >= MOST_ATTEMPTS || !add(e)) {
                    throw first == null ? e : first;
                }
                first = first == null ? e : first;
                refresh.run();
            }
        }
    }

    /** Returns the folded names that were added as columns. */
    Set<String> names() {
        return names;
    }

    private boolean add(SQLException failure) {
        String text = String.valueOf(failure.getMessage());
        Matcher column = COLUMN.matcher(text + "\n");
        if (column.find()) {
            for (int group = 1; group <= column.groupCount(); group++) {
                String name = column.group(group);
                if (name != null) {
                    return addFirst(List.of(name));
                }
            }
        }
        Matcher key = KEY.matcher(text);
        return key.find() && addNested(key.group(1));
    }

    private boolean addFirst(List<String> path) {
        for (DocumentStore store : stores) {
            if (store.addAbsent(path)) {
                names.add(Relation.folded(path.get(0)));
                return true;
            }
        }
        return false;
    }

    /** The engine names the last step only; each reference that has it may be the one. */
    private boolean addNested(String key) {
        boolean added = false;
        for (List<String> reference : query.columns()) {
            for (int end = 2; end <= reference.size(); end++) {
                if (reference.get(end - 1).equalsIgnoreCase(key)) {
                    for (int start = 0; start < Math.min(3, end - 1); start++) {
                        List<String> path = List.copyOf(reference.subList(start, reference.size()));
                        for (DocumentStore store : stores) {
                            added |= store.addAbsent(path);
                        }
                    }
                }
            }
        }
        return added;
    }
}
