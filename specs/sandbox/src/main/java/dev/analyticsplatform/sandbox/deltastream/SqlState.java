package dev.analyticsplatform.sandbox.deltastream;

/** The codes by which DeltaStream tells how a statement ended; some have six characters. */
final class SqlState {
    static final String SUCCESS = "00000";
    static final String RUNNING = "03000";
    static final String NOT_SUPPORTED = "0A000";
    static final String DEPENDENT_OBJECTS = "2BP01";
    static final String NO_PRIVILEGE = "42501";
    static final String SYNTAX = "42601";
    static final String DUPLICATE = "42710";
    static final String CANCELLED = "57000";
    static final String INTERNAL = "XX000";

    static final String NO_USER = "3D000";
    static final String NO_ROLE = "3D001";
    static final String NO_DATABASE = "3D002";
    static final String NO_SCHEMA = "3D003";
    static final String NO_ORGANIZATION = "3D004";
    static final String NO_STORE = "3D006";
    static final String NO_ENTITY = "3D007";
    static final String BAD_PARAMETER = "3D008";
    static final String NO_SCHEMA_REGISTRY = "3D009";
    static final String NO_DESCRIPTOR = "3D010";
    static final String NO_DESCRIPTOR_SOURCE = "3D011";
    static final String NO_API_TOKEN = "3D012";
    static final String NO_SECURITY_INTEGRATION = "3D013";
    static final String NO_METRICS_INTEGRATION = "3D014";
    static final String NO_SANDBOX = "3D015";
    static final String NO_SECRET = "3D016";
    static final String NO_FUNCTION = "3D017";
    static final String NO_FUNCTION_SOURCE = "3D018";
    static final String NO_QUERY = "3D019";
    static final String NO_RELATION = "3D020";
    static final String MISSING_PARAMETER = "3D021";
    static final String NO_COMPUTE_POOL = "3D023";

    static final String STORE_NOT_READY = "3E001";
    static final String COMPUTE_POOL_NOT_READY = "3E004";

    static final String DUPLICATE_DATABASE = "42P04";
    static final String DUPLICATE_STORE = "42P05";
    static final String DUPLICATE_SCHEMA = "42P06";
    static final String DUPLICATE_USER = "42P07";
    static final String DUPLICATE_API_TOKEN = "42P09";
    static final String DUPLICATE_SECURITY_INTEGRATION = "42P010";
    static final String DUPLICATE_ROLE = "42P011";
    static final String DUPLICATE_METRICS_INTEGRATION = "42P012";
    static final String DUPLICATE_SECRET = "42P014";
    static final String DUPLICATE_FUNCTION = "42P015";
    static final String DUPLICATE_FUNCTION_SOURCE = "42P016";
    static final String DUPLICATE_RELATION = "42P017";
    static final String DUPLICATE_SCHEMA_REGISTRY = "42P018";
    static final String DUPLICATE_COMPUTE_POOL = "42P019";

    private SqlState() {}
}
