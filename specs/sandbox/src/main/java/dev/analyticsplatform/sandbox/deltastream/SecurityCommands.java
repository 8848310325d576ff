package dev.analyticsplatform.sandbox.deltastream;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Users, invitations and grants. They are kept and shown; any role may do anything. */
final class SecurityCommands {
    private final Organization organization;
    private final Registry<Thing> invitations = new Registry<>("Invitation", SqlState.NO_USER, SqlState.DUPLICATE_USER);
    private final Set<List<String>> grants = new LinkedHashSet<>();

    SecurityCommands(Organization organization, Commands commands) {
        this.organization = organization;
        commands.on("list users", (words, session) -> list(organization.users, words));
        commands.on("describe user", this::describeUser);
        commands.on("drop user", this::dropUser);
        commands.on("invite user", this::invite);
        commands.on("list invitations", (words, session) -> list(invitations, words));
        commands.on("accept invitation", (words, session) -> answer(words, session, true));
        commands.on("reject invitation", (words, session) -> answer(words, session, false));
        commands.on("revoke invitation", (words, session) -> answer(words, session, false));
        commands.on("grant role", (words, session) -> role(words, true));
        commands.on("revoke role", (words, session) -> role(words, false));
        commands.on("grant", (words, session) -> privilege(words, "to", true));
        commands.on("revoke", (words, session) -> privilege(words, "from", false));
        commands.on("can i", this::canI);
    }

    private static Outcome list(Registry<Thing> all, Words words) {
        words.end();
        Outcome.Rows rows = Outcome.of("Name", "Email", "Owner", "CreatedAt TIMESTAMP_TZ");
        all.all().forEach(user -> rows.add(user.name, user.name, user.owner, Texts.time(user.createdAt)));
        return rows.done();
    }

    private Outcome describeUser(Words words, Session session) {
        Thing user = organization.users.require(words.nameOrText());
        words.end();
        List<String> roles = grants.stream()
                .filter(grant -> grant.get(0).equals("role") && grant.get(2).equals(user.name))
                .map(grant -> grant.get(1))
                .toList();
        return Outcome.of("Name", "Roles", "CreatedAt TIMESTAMP_TZ")
                .add(user.name, String.join(", ", roles), Texts.time(user.createdAt))
                .done();
    }

    private Outcome dropUser(Words words, Session session) {
        String name = words.nameOrText();
        words.end();
        if (name.equals(Organization.OWNER)) {
            throw new SqlError(SqlState.DEPENDENT_OBJECTS, "The organization belongs to " + name);
        }
        organization.users.remove(List.of(name));
        return Outcome.artifact("User", name, "DROP", "User " + name + " was successfully dropped", name);
    }

    private Outcome invite(Words words, Session session) {
        String mail = words.nameOrText();
        Map<String, String> properties = words.properties();
        words.end();
        if (organization.users.find(mail).isPresent()) {
            throw new SqlError(SqlState.DUPLICATE_USER, "User " + mail + " already exists");
        }
        invitations.add(new Thing(mail, session.role(), session.now(), properties), mail);
        return Outcome.artifact("Invitation", mail, "INVITE", mail + " was invited", mail);
    }

    private Outcome answer(Words words, Session session, boolean accepted) {
        String mail = words.nameOrText();
        words.end();
        invitations.remove(List.of(mail));
        if (accepted) {
            organization.users.add(new Thing(mail, session.role(), session.now(), Map.of()), mail);
        }
        return Outcome.artifact("Invitation", mail, accepted ? "ACCEPT" : "REVOKE", "The invitation is over", mail);
    }

    private Outcome role(Words words, boolean granted) {
        String role = words.name();
        organization.roles.require(role);
        words.expect(granted ? "to" : "from");
        words.expect("user");
        String user = words.nameOrText();
        words.end();
        organization.users.require(user);
        return change(List.of("role", role, user), granted);
    }

    private Outcome privilege(Words words, String preposition, boolean granted) {
        List<String> what = new ArrayList<>();
        while (!words.at(preposition + " role")) {
            what.add(words.next(preposition + " ROLE").text());
        }
        words.expect(preposition + " role");
        String role = words.name();
        words.end();
        organization.roles.require(role);
        return change(List.of("privilege", String.join(" ", what), role), granted);
    }

    private Outcome change(List<String> grant, boolean granted) {
        if (granted) {
            grants.add(grant);
        } else if (!grants.remove(grant)) {
            throw new SqlError("01006", "There is no such grant");
        }
        return Outcome.artifact(
                "Grant",
                grant.get(1),
                granted ? "GRANT" : "REVOKE",
                "The grant was successfully changed",
                grant.get(2));
    }

    /** Whoever has a key may do anything. */
    private Outcome canI(Words words, Session session) {
        if (words.rest().isEmpty()) {
            throw words.unexpected("a privilege");
        }
        return Outcome.of("Allowed BOOLEAN").add("true").done();
    }
}
