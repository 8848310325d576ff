package dev.analyticsplatform.sandbox.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know of one kind of plain resource: which operations, where its identifier stands, what the server
 * adds, how it answers. All of it is data; {@link ResourceStore} does the rest.
 *
 * <p>A kind is written once, by one thread, before the store that keeps it is made.
 */
public final class ResourceKind {
    final String noun;
    final Map<String, Verb> verbs = new LinkedHashMap<>();
    final List<String> scope = new ArrayList<>();
    final Map<String, String> renamed = new LinkedHashMap<>();
    final Map<String, Stamp> onCreate = new LinkedHashMap<>();
    final Map<String, Stamp> onUpdate = new LinkedHashMap<>();
    String idMember = "name";
    String idParameter = "name";

    @Nullable
    Function<Exchange, List<String>> scopeFrom;

    @Nullable
    Function<Exchange, String> idFrom;

    String envelope = "data";
    Set<String> bare = Set.of();
    final Map<String, Integer> statuses = new LinkedHashMap<>();
    ObjectNode template = Json.object();
    Set<String> secrets = Set.of();
    Set<String> ignored = Set.of();
    boolean replaces;
    boolean deep;

    @Nullable
    String stateMember;

    Timeline life = Timeline.in("");
    Duration lingers = Duration.ZERO;
    String deletedState = "DELETED";

    @Nullable
    ResourceStore parent;

    ErrorText notFound;
    ErrorText conflict;
    ResourceHooks hooks = ResourceHooks.NONE;

    enum Verb {
        CREATE,
        READ,
        LIST,
        UPDATE,
        DELETE
    }

    private ResourceKind(String noun) {
        this.noun = noun;
        this.notFound = new ErrorText(404, "", noun + " '{id}' does not exist");
        this.conflict = new ErrorText(409, "", noun + " '{id}' already exists");
    }

    /** Begins with the word for it in messages. */
    public static ResourceKind named(String noun) {
        return new ResourceKind(noun);
    }

    /** Names the path parameters above its own, outermost first. */
    public ResourceKind scope(String... pathParameters) {
        scope.addAll(Arrays.asList(pathParameters));
        return this;
    }

    /** Names the member and the path parameter that hold its identifier. */
    public ResourceKind id(String member, String pathParameter) {
        idMember = member;
        idParameter = pathParameter;
        return this;
    }

    /** Tells how the identifier is read from a request, where it is not simply the path parameter. */
    public ResourceKind idFrom(Function<Exchange, String> reading) {
        idFrom = reading;
        return this;
    }

    /** Tells how the scope is read from a request, where it is not simply the path parameters. */
    public ResourceKind scopeFrom(Function<Exchange, List<String>> reading) {
        scopeFrom = reading;
        return this;
    }

    /** Names the operation that makes one. */
    public ResourceKind create(String operationId) {
        verbs.put(operationId, Verb.CREATE);
        return this;
    }

    /** Names the operation that reads one. */
    public ResourceKind read(String operationId) {
        verbs.put(operationId, Verb.READ);
        return this;
    }

    /** Names an operation that lists those in the scope that its path has; there may be several. */
    public ResourceKind list(String operationId) {
        verbs.put(operationId, Verb.LIST);
        return this;
    }

    /** Names the operation that changes one: members that are sent replace those that are kept. */
    public ResourceKind update(String operationId) {
        verbs.put(operationId, Verb.UPDATE);
        return this;
    }

    /** Names the operation that changes one: members that are not sent fall back to their defaults. */
    public ResourceKind replace(String operationId) {
        replaces = true;
        return update(operationId);
    }

    /** Tells that in a change objects are merged member by member, at any depth, instead of taking their place. */
    public ResourceKind mergesDeeply() {
        deep = true;
        return this;
    }

    /** Names the operation that deletes one. */
    public ResourceKind delete(String operationId) {
        verbs.put(operationId, Verb.DELETE);
        return this;
    }

    /** Names the member in which answers stand; {@code data} by default. */
    public ResourceKind envelope(String member) {
        envelope = member;
        return this;
    }

    /** Sets the status with which operations answer; 200 by default, 204 for no body. */
    public ResourceKind answers(int status, String... operationIds) {
        for (String operationId : operationIds) {
            statuses.put(operationId, status);
        }
        return this;
    }

    /** Names operations that answer without the envelope. */
    public ResourceKind bare(String... operationIds) {
        bare = Set.of(operationIds);
        return this;
    }

    /** Sets the members of a new one in their order, with their defaults, as a JSON object. */
    public ResourceKind template(String json) {
        template = Json.object(json);
        return this;
    }

    /** Tells that a member of requests is kept under another name. */
    public ResourceKind rename(String inRequest, String kept) {
        renamed.put(inRequest, kept);
        return this;
    }

    /** Names members of requests that are not kept. */
    public ResourceKind ignore(String... members) {
        ignored = Set.of(members);
        return this;
    }

    /** Names members, at any depth, whose text is replaced by asterisks in every answer. */
    public ResourceKind secret(String... members) {
        secrets = Set.of(members);
        return this;
    }

    /** Adds a member that the server sets when one is made. */
    public ResourceKind stamp(String member, Stamp stamp) {
        onCreate.put(member, stamp);
        return this;
    }

    /** Adds a member that the server sets when one is made and at each change. */
    public ResourceKind stampEachTime(String member, Stamp stamp) {
        onUpdate.put(member, stamp);
        return stamp(member, stamp);
    }

    /** Names the member that holds the state, and the states that a new one passes through. */
    public ResourceKind life(String member, Timeline timeline) {
        stateMember = member;
        life = timeline;
        return this;
    }

    /** Names the state of one that was deleted; {@code DELETED} by default. */
    public ResourceKind deletedState(String state) {
        deletedState = state;
        return this;
    }

    /** Tells for how long one that was deleted can still be read, in the state for that. */
    public ResourceKind lingers(Duration duration) {
        lingers = duration;
        return this;
    }

    /** Names the store in which the scope has to exist. */
    public ResourceKind within(ResourceStore store) {
        parent = store;
        return this;
    }

    /** Sets the error for one that does not exist; {@code {id}} is the identifier. */
    public ResourceKind notFound(ErrorText error) {
        notFound = error;
        return this;
    }

    /** Sets the error for one that exists already; {@code {id}} is the identifier. */
    public ResourceKind conflict(ErrorText error) {
        conflict = error;
        return this;
    }

    /** Sets its behaviour. */
    public ResourceKind hooks(ResourceHooks behaviour) {
        hooks = behaviour;
        return this;
    }
}
