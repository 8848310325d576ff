package dev.analyticsplatform.sandbox.vendor;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** An answer other than success: thrown by handlers, put into the vendor's error form by the service. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final transient ObjectNode details;

    /** Makes a refusal with nothing more to say than its message. */
    public Refusal(int status, String type, String message) {
        this(status, type, message, Json.object());
    }

    /**
     * Makes a refusal.
     *
     * @param status the HTTP status
     * @param type the vendor's own name or number for this kind of error
     * @param message what was wrong, for the caller to read
     * @param details further members of the vendor's error form
     */
    public Refusal(int status, String type, String message, ObjectNode details) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.details = details;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the vendor's own name or number for this kind of error. */
    public String type() {
        return type;
    }

    /** Returns what was wrong. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** Returns further members of the vendor's error form. */
    public ObjectNode details() {
        return details;
    }
}
