package dev.analyticsplatform.sandbox.deltastream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Functions of the user's own: declared and shown. Their code is not run, so queries cannot call them. */
final class FunctionCommands {
    private final PlainObjects sources;
    private final Registry<Thing> functions =
            new Registry<>("Function", SqlState.NO_FUNCTION, SqlState.DUPLICATE_FUNCTION);

    FunctionCommands(PlainObjects sources, Commands commands) {
        this.sources = sources;
        commands.on("create function", this::create);
        commands.on("drop function", this::drop);
        commands.on("list functions", this::list);
        commands.on("list descriptors", this::descriptors);
    }

    private Outcome create(Words words, Session session) {
        String signature = signature(words, true);
        words.expect("returns");
        String returns = ColumnType.read(words).text();
        Map<String, String> properties = words.properties();
        words.end();
        String source = properties.get("source.name");
        if (source == null) {
            throw new SqlError(SqlState.MISSING_PARAMETER, "The property 'source.name' is missing");
        }
        sources.functionSource(source, session);
        Thing function = new Thing(signature, session.role(), session.now(), properties);
        function.properties.put("returns", returns);
        functions.add(function, signature);
        return done(signature, "CREATE");
    }

    private static Outcome done(String signature, String command) {
        return Outcome.artifact("Function", signature, command, "Function " + signature + ": done", signature);
    }

    /** Reads {@code name(argument TYPE, ...)}, or without the names of arguments. */
    private static String signature(Words words, boolean named) {
        String name = words.name();
        List<String> types = new ArrayList<>();
        words.expect("(");
        while (!words.take(")")) {
            if (named) {
                words.name();
            }
            types.add(ColumnType.read(words).text());
            if (!words.take(",") && !words.at(")")) {
                throw words.unexpected(", or )");
            }
        }
        return name + "(" + String.join(", ", types) + ")";
    }

    private Outcome drop(Words words, Session session) {
        boolean ifExists = words.takeIfExists();
        String signature = signature(words, false);
        words.end();
        if (!ifExists || functions.find(signature).isPresent()) {
            functions.remove(List.of(signature));
        }
        return done(signature, "DROP");
    }

    private Outcome list(Words words, Session session) {
        words.end();
        Outcome.Rows rows = Outcome.of("Signature", "Returns", "Source", "Owner", "CreatedAt TIMESTAMP_TZ");
        functions
                .all()
                .forEach(function -> rows.add(
                        function.name,
                        function.property("returns", ""),
                        function.property("source.name", ""),
                        function.owner,
                        Texts.time(function.createdAt)));
        return rows.done();
    }

    /** Descriptor sources are kept as files and not taken apart. */
    private Outcome descriptors(Words words, Session session) {
        words.end();
        return Outcome.of("Name", "SourceName", "Owner").done();
    }
}
