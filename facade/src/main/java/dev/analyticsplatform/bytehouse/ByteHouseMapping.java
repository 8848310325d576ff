package dev.analyticsplatform.bytehouse;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.analyticsplatform.Column;
import dev.analyticsplatform.Dataset;
import dev.analyticsplatform.DatasetKind;
import dev.analyticsplatform.DatasetSpec;
import dev.analyticsplatform.DatasetState;
import dev.analyticsplatform.Namespace;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.client.bytehouse.model.DatabaseSummary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** ByteHouse's resources as portable ones, and names as its SQL writes them; pure functions. */
final class ByteHouseMapping {

    private static final Pattern CREATES = Pattern.compile(
            "\\s*(?:create|attach)\\s+(?:or\\s+replace\\s+)?(materialized\\s+view|\\w+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern COMMENT =
            Pattern.compile("\\bcomment\\s+'((?:[^'\\\\]|\\\\.|'')*)'\\s*$", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private ByteHouseMapping() {}

    static Namespace namespace(DatabaseSummary database) {
        return new Namespace(text(database.getName()), Optional.empty());
    }

    /** A table or view of a list. */
    static Dataset dataset(String namespace, JsonElement listed) {
        var object = listed instanceof JsonObject found ? found : new JsonObject();
        String type = ByteHouseErrors.text(object, "type").orElse("");
        String name = text(ByteHouseErrors.text(object, "name").orElse(null));
        return dataset(QualifiedName.of(namespace, name), type, ByteHouseErrors.text(object, "description"));
    }

    /** A dataset by the statement that creates it. */
    static Dataset dataset(QualifiedName name, String statement) {
        var begin = CREATES.matcher(statement);
        var comment = COMMENT.matcher(statement);
        return dataset(
                name,
                begin.lookingAt() ? begin.group(1) : "",
                comment.find() ? Optional.of(unescaped(comment.group(1))) : Optional.empty());
    }

    private static Dataset dataset(QualifiedName name, String type, Optional<String> description) {
        return new Dataset(
                name,
                kind(type),
                DatasetState.READY,
                type,
                List.of(),
                OptionalLong.empty(),
                description.filter(text -> !text.isEmpty()));
    }

    private static DatasetKind kind(String type) {
        String upper = type.toUpperCase(Locale.ROOT).replaceAll("[\\s_]", "");
        return switch (upper) {
            case "TABLE" -> DatasetKind.TABLE;
            case "VIEW" -> DatasetKind.VIEW;
            case "MATERIALIZEDVIEW" -> DatasetKind.MATERIALIZED_VIEW;
            default -> DatasetKind.UNKNOWN;
        };
    }

    static String createTable(DatasetSpec spec) {
        String columns = spec.columns().stream()
                .map(column -> identifier(column.name()) + " " + ByteHouseType.create(column.type()))
                .collect(Collectors.joining(", "));
        return "CREATE TABLE " + path(spec.name()) + " (" + columns + ") ENGINE = CnchMergeTree ORDER BY tuple()"
                + spec.description().map(text -> " COMMENT " + literal(text)).orElse("");
    }

    static Column column(String name, String type) {
        return new Column(name, ByteHouseType.parse(type).portable(), type);
    }

    static String path(QualifiedName name) {
        return identifier(name.namespace().orElseThrow()) + "." + identifier(name.name());
    }

    /** In the engine's quotes, in which a backslash begins an escape. */
    static String identifier(String name) {
        return '`' + name.replace("\\", "\\\\").replace("`", "\\`") + '`';
    }

    /** A text as a literal, in which a backslash begins an escape. */
    private static String literal(String text) {
        return '\'' + text.replace("\\", "\\\\").replace("'", "\\'") + '\'';
    }

    /** The text of a literal as the engine writes it. */
    private static String unescaped(String literal) {
        var text = new StringBuilder();
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            boolean escape = c == '\\' || c == '\'';
            char next = escape && i + 1 < literal.length() ? literal.charAt(++i) : c;
            text.append(
                    c != '\\'
                            ? c
                            : switch (next) {
                                case 'n' -> '\n';
                                case 't' -> '\t';
                                case 'r' -> '\r';
                                case 'b' -> '\b';
                                case 'f' -> '\f';
                                case '0' -> '\0';
                                default -> next;
                            });
        }
        return text.toString();
    }

    /** A nameless resource stays visible in a list instead of failing the whole of it. */
    private static String text(@Nullable String value) {
        return value == null || value.isEmpty() ? "?" : value;
    }
}
