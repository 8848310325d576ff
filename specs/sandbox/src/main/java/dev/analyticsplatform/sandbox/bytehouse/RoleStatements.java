package dev.analyticsplatform.sandbox.bytehouse;

import dev.analyticsplatform.sandbox.bytehouse.ByteHouseErrors.Code;

/** {@code CREATE ROLE} and {@code DROP ROLE}: the only way to roles beside those that are always there. */
final class RoleStatements {
    private final Roles roles;

    RoleStatements(Roles roles) {
        this.roles = roles;
    }

    /** Runs a statement on roles; tells whether it was one. */
    boolean run(Tokens tokens) {
        if (tokens.accept("CREATE", "ROLE")) {
            boolean ifNotExists = tokens.accept("IF", "NOT", "EXISTS");
            String name = tokens.name();
            tokens.expectEnd();
            if (!roles.create(name) && !ifNotExists) {
                throw ByteHouseErrors.sql(Code.BAD_ARGUMENTS, "Role " + name + " already exists");
            }
            return true;
        }
        if (tokens.accept("DROP", "ROLE")) {
            boolean ifExists = tokens.accept("IF", "EXISTS");
            String name = tokens.name();
            tokens.expectEnd();
            if (!roles.drop(name) && !ifExists) {
                throw ByteHouseErrors.sql(Code.UNKNOWN_ROLE, "There is no role " + name + " that could be dropped");
            }
            return true;
        }
        return false;
    }
}
