package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.store.ErrorText;
import dev.analyticsplatform.sandbox.store.Resource;
import dev.analyticsplatform.sandbox.store.ResourceHooks;
import dev.analyticsplatform.sandbox.store.ResourceKind;
import dev.analyticsplatform.sandbox.store.ResourceStore;
import dev.analyticsplatform.sandbox.store.Stamp;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tag Users: the users of the organisation, the current one, and the mails that this one does not want. */
final class UsersHandler implements ResourceHooks {
    private final Org org;
    private final Map<String, JsonNode> unsubscribed = new ConcurrentHashMap<>();

    UsersHandler(Org org, Handlers handlers) {
        this.org = org;
        ResourceKind kind = ResourceKind.named("User")
                .id("email", "user")
                .idFrom(UsersHandler::userOf)
                .create("createUser")
                .read("getUser")
                .list("listUsers")
                .update("updateUser")
                .delete("deleteUser")
                .bare("getUser", "updateUser")
                .template("""
                        {"created_at":null,"email":null,"first_name":null,"last_name":null,"roles":[],"state":"NEW"}""")
                .stamp("created_at", Stamp.NOW)
                .notFound(new ErrorText(404, "NOTFOUND", "User '{id}' not found"))
                .conflict(new ErrorText(409, "ALREADYEXISTS", "User '{id}' already exists"))
                .hooks(this);
        org.users = new ResourceStore(kind, org.setup).serve(handlers);
        ObjectNode owner = Json.object().put("email", Org.OWNER).put("state", "ACTIVE");
        owner.putArray("roles").add("admin");
        org.users.add(org.owner(), List.of(Org.OWNER), owner);
        handlers.on(
                        "getCurrentUser",
                        exchange -> Answer.ok(org.users
                                .require(List.of(exchange.caller().user()))
                                .members()))
                .on(
                        "listUnsubscribePreferences",
                        exchange -> preferences(exchange.caller().user()))
                .on("updateUnsubscribePreferences", this::updatePreferences);
    }

    /** Returns whose path this is: {@code self} stands for the caller. */
    static String userOf(Exchange exchange) {
        String user = exchange.pathParameters().getOrDefault("user", "self");
        return user.equals("self") ? exchange.caller().user() : user;
    }

    private Answer updatePreferences(Exchange exchange) {
        unsubscribed.put(exchange.caller().user(), exchange.body().withArray("data"));
        return preferences(exchange.caller().user());
    }

    private Answer preferences(String user) {
        return Answer.ok(Json.object().set("data", unsubscribed.getOrDefault(user, Json.array())));
    }

    @Override
    public void beforeDelete(Exchange exchange, Resource user) {
        if (user.id().equals(Org.OWNER)) {
            throw RocksetErrors.invalid("User '" + user.id() + "' owns the organization and cannot be deleted");
        }
    }

    @Override
    public void afterDelete(Exchange exchange, Resource user) {
        org.apiKeys.within(user.key()).forEach(key -> org.apiKeys.remove(key.key()));
    }
}
