package dev.analyticsplatform.sandbox.deltastream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.store.Timeline;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Part;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okio.ByteString;

/** Things that are kept and shown, and of which the sandbox makes no further use. */
final class PlainObjects {
    /** Properties whose values no answer shows. */
    private static final List<String> SECRETS = List.of("secret", "password", "token", "key", "string");

    private static final Duration PREPARED = Duration.ofSeconds(5);

    /**
     * A kind of them.
     *
     * @param words its words in SQL
     * @param plural its words in LIST
     * @param shown its name in answers
     * @param hasFile whether the property {@code file} names an attachment
     */
    private record Kind(String words, String plural, String shown, boolean hasFile, Registry<Thing> all) {}

    private final Organization organization;
    private final Map<List<String>, ByteString> files = new LinkedHashMap<>();
    private final Registry<Thing> functionSources =
            new Registry<>("Function source", SqlState.NO_FUNCTION_SOURCE, SqlState.DUPLICATE_FUNCTION_SOURCE);

    PlainObjects(Organization organization, Commands commands) {
        this.organization = organization;
        on(commands, "role", "roles", "Role", false, organization.roles);
        on(
                commands,
                "secret",
                "secrets",
                "Secret",
                false,
                new Registry<>("Secret", SqlState.NO_SECRET, SqlState.DUPLICATE_SECRET));
        on(
                commands,
                "schema_registry",
                "schema_registries",
                "Schema Registry",
                false,
                new Registry<>("Schema registry", SqlState.NO_SCHEMA_REGISTRY, SqlState.DUPLICATE_SCHEMA_REGISTRY));
        on(
                commands,
                "security integration",
                "security integrations",
                "Security Integration",
                false,
                new Registry<>(
                        "Security integration",
                        SqlState.NO_SECURITY_INTEGRATION,
                        SqlState.DUPLICATE_SECURITY_INTEGRATION));
        on(
                commands,
                "metrics integration",
                "metrics integrations",
                "Metrics Integration",
                false,
                new Registry<>(
                        "Metrics integration",
                        SqlState.NO_METRICS_INTEGRATION,
                        SqlState.DUPLICATE_METRICS_INTEGRATION));
        on(commands, "function_source", "function_sources", "Function Source", true, functionSources);
        on(
                commands,
                "descriptor_source",
                "descriptor_sources",
                "Descriptor Source",
                true,
                new Registry<>("Descriptor source", SqlState.NO_DESCRIPTOR_SOURCE, SqlState.DUPLICATE));
    }

    private void on(
            Commands commands, String words, String plural, String shown, boolean hasFile, Registry<Thing> all) {
        Kind kind = new Kind(words, plural, shown, hasFile, all);
        commands.on("create " + words, (rest, session) -> create(kind, rest, session));
        commands.on("update " + words, (rest, session) -> update(kind, rest, session));
        commands.on("alter " + words, (rest, session) -> update(kind, rest, session));
        commands.on("drop " + words, (rest, session) -> drop(kind, rest));
        commands.on("describe " + words, (rest, session) -> describe(kind, rest, session));
        commands.on("list " + plural, (rest, session) -> list(kind, rest, session));
        if (hasFile) {
            commands.on("copy " + words, (rest, session) -> copy(kind, rest, session));
        }
    }

    private Outcome create(Kind kind, Words words, Session session) {
        boolean ifNotExists = words.takeIfNotExists();
        String name = words.name();
        Map<String, String> properties = words.properties();
        words.end();
        if (ifNotExists && kind.all().find(name).isPresent()) {
            return done(kind, name, "CREATE", "already exists");
        }
        kind.all().requireFree(List.of(name));
        Thing thing = new Thing(name, session.role(), session.now(), properties);
        if (kind.hasFile()) {
            files.put(List.of(kind.words(), name), content(properties, session));
            Duration takes = organization.setup.scaled(PREPARED);
            thing.live(Timeline.in("pending").then(takes, "ready"), session.now());
        }
        kind.all().add(thing, name);
        return done(kind, name, "CREATE", "was successfully created").after(kind.hasFile() ? PREPARED : Duration.ZERO);
    }

    private static ByteString content(Map<String, String> properties, Session session) {
        String file = properties.get("file");
        if (file == null) {
            throw new SqlError(SqlState.MISSING_PARAMETER, "The property 'file' is missing");
        }
        Part part = session.attachment(file.startsWith("@") ? file.substring(file.lastIndexOf('/') + 1) : file);
        return part.content();
    }

    private static Outcome done(Kind kind, String name, String command, String what) {
        return Outcome.artifact(kind.shown(), name, command, kind.shown() + " " + name + " " + what, name);
    }

    private Outcome update(Kind kind, Words words, Session session) {
        Thing thing = kind.all().require(words.name());
        thing.properties.putAll(words.properties());
        words.end();
        thing.updatedAt = session.now();
        return done(kind, thing.name, "UPDATE", "was successfully updated");
    }

    private Outcome drop(Kind kind, Words words) {
        boolean ifExists = words.takeIfExists();
        String name = words.name();
        words.end();
        if (!ifExists || kind.all().find(name).isPresent()) {
            kind.all().remove(List.of(name));
            files.remove(List.of(kind.words(), name));
        }
        return done(kind, name, "DROP", "was successfully dropped");
    }

    private Outcome copy(Kind kind, Words words, Session session) {
        Thing from = kind.all().require(words.name());
        words.expect("to");
        String to = words.name();
        words.end();
        kind.all().add(new Thing(to, session.role(), session.now(), from.properties), to);
        files.put(List.of(kind.words(), to), file(kind.words(), from.name));
        return done(kind, to, "COPY", "was successfully copied");
    }

    private Outcome.Rows rows() {
        return Outcome.of("Name", "State", "Metadata", "Owner", "CreatedAt TIMESTAMP_TZ", "UpdatedAt TIMESTAMP_TZ");
    }

    private void row(Outcome.Rows rows, Thing thing, Session session) {
        rows.add(
                thing.name,
                thing.state(session.now()),
                json(thing.properties),
                thing.owner,
                Texts.time(thing.createdAt),
                Texts.time(thing.updatedAt));
    }

    private Outcome describe(Kind kind, Words words, Session session) {
        Thing thing = kind.all().require(words.name());
        words.end();
        Outcome.Rows rows = rows();
        row(rows, thing, session);
        return rows.done();
    }

    private Outcome list(Kind kind, Words words, Session session) {
        Optional<String> like = words.like();
        words.end();
        Outcome.Rows rows = rows();
        for (Thing thing : kind.all().all()) {
            if (like.isEmpty() || Texts.like(like.get(), thing.name)) {
                row(rows, thing, session);
            }
        }
        return rows.done();
    }

    /** Returns a function source that can be used. */
    Thing functionSource(String name, Session session) {
        Thing source = functionSources.require(name);
        if (!source.state(session.now()).equals("ready")) {
            throw new SqlError(SqlState.NO_FUNCTION_SOURCE, "Function source " + name + " is not ready");
        }
        return source;
    }

    /**
     * Returns the file that a source was made from.
     *
     * @param kind the words of its kind
     * @throws Refusal 404 if there is none
     */
    ByteString file(String kind, String name) {
        ByteString file = files.get(List.of(kind, name));
        if (file == null) {
            throw new Refusal(404, "", "There is no " + kind + " " + name);
        }
        return file;
    }

    /** Writes properties as JSON, secrets as stars. */
    static String json(Map<String, String> properties) {
        ObjectNode json = Json.object();
        properties.forEach((key, value) -> {
            List<String> words = new ArrayList<>(List.of(key.split("[._]", -1)));
            boolean secret = words.stream().anyMatch(SECRETS::contains) && !key.startsWith("key.");
            json.put(key, secret ? "********" : value);
        });
        return json.toString();
    }
}
