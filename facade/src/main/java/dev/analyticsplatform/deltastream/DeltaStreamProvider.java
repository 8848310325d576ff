package dev.analyticsplatform.deltastream;

import static dev.analyticsplatform.Support.emulated;
import static dev.analyticsplatform.Support.natively;
import static dev.analyticsplatform.Support.unsupported;
import static java.util.Map.entry;

import dev.analyticsplatform.BasicCredentials;
import dev.analyticsplatform.Capabilities;
import dev.analyticsplatform.Capability;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.Support;
import dev.analyticsplatform.driver.PlatformDriver;
import dev.analyticsplatform.driver.PlatformProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** DeltaStream's entry: what it can do, what its configuration must hold. */
public final class DeltaStreamProvider implements PlatformProvider {

    static final String VENDOR = "deltastream";
    /** Every new database has it. */
    static final String SCHEMA = "public";

    static final String ORGANIZATION = "organization";
    static final String ROLE = "role";
    static final String STORE = "store";
    static final String SESSION = "session";
    static final String TOPIC_PARTITIONS = "topicPartitions";
    static final String TOPIC_REPLICAS = "topicReplicas";

    private static final Set<String> NUMBERS = Set.of(TOPIC_PARTITIONS, TOPIC_REPLICAS);
    private static final Set<String> OPTIONS =
            new TreeSet<>(Set.of(ORGANIZATION, ROLE, STORE, SESSION, TOPIC_PARTITIONS, TOPIC_REPLICAS));

    private static final Support NO_SAVED_QUERIES = unsupported(
            "DeltaStream keeps no queries by name; keep the result of one with catalog().createView instead");

    private static final Capabilities CAPABILITIES = Capabilities.of(
            VENDOR,
            Map.ofEntries(
                    entry(Capability.QUERY_RUN, natively("submitStatement", "getStatementStatus")),
                    entry(
                            Capability.QUERY_PARAMETERS,
                            unsupported("DeltaStream's statements have no parameters; write the values into the SQL "
                                    + "as literals, with every quote in a text doubled")),
                    entry(
                            Capability.QUERY_SUBMIT,
                            emulated("every statement has an id by which it is looked up; but DeltaStream itself "
                                    + "decides whether it answers at once or when the statement is over, so submit "
                                    + "may take as long as run; a statement that starts a continuous query is over "
                                    + "when that query is started")),
                    entry(
                            Capability.QUERY_CANCEL,
                            unsupported("a statement cannot be cancelled; end a continuous query with "
                                    + "TERMINATE QUERY, and a subscription by closing its rows")),
                    entry(
                            Capability.QUERY_LIST,
                            unsupported("statements are not listed; the SQL LIST QUERIES lists continuous queries, "
                                    + "whose ids are no jobs")),
                    entry(
                            Capability.QUERY_VALIDATE,
                            unsupported("there is no operation for it; the SQL DESCRIBE <statement> tells what a "
                                    + "statement would do")),
                    entry(Capability.QUERY_STREAMING, natively("submitStatement", "getStatementStatus")),
                    entry(Capability.NAMESPACE_LIST, natively("submitStatement")),
                    entry(
                            Capability.NAMESPACE_CREATE,
                            emulated("CREATE SCHEMA; a database that is not there is created first by a statement of "
                                    + "its own, and stays if the second one fails")),
                    entry(Capability.NAMESPACE_DROP, natively("submitStatement")),
                    entry(Capability.DATASET_LIST, natively("submitStatement")),
                    entry(
                            Capability.DATASET_DESCRIBE,
                            emulated("LIST RELATIONS and DESCRIBE RELATION COLUMNS, two statements: the relation may "
                                    + "change in between")),
                    entry(
                            Capability.DATASET_CREATE,
                            emulated("CREATE STREAM over the topic of the same name in the store, with values in "
                                    + "JSON; a topic that is not there is made by a second try, and drop leaves it; "
                                    + "the description is not kept")),
                    entry(Capability.VIEW_CREATE, natively("submitStatement")),
                    entry(Capability.DATASET_DROP, natively("submitStatement")),
                    entry(
                            Capability.INGEST_APPEND,
                            unsupported("rows enter DeltaStream through the topics of a store; write them to the "
                                    + "topic with a client of that store, such as Kafka's or Kinesis'")),
                    entry(Capability.SAVED_QUERY_LIST, NO_SAVED_QUERIES),
                    entry(Capability.SAVED_QUERY_GET, NO_SAVED_QUERIES),
                    entry(Capability.SAVED_QUERY_SAVE, NO_SAVED_QUERIES),
                    entry(Capability.SAVED_QUERY_RUN, NO_SAVED_QUERIES),
                    entry(Capability.SAVED_QUERY_DELETE, NO_SAVED_QUERIES)));

    /** For {@link java.util.ServiceLoader}. */
    public DeltaStreamProvider() {}

    @Override
    public String vendor() {
        return VENDOR;
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public String defaultNamespace() {
        return SCHEMA;
    }

    @Override
    public List<String> problems(PlatformConfig config) {
        var problems = new ArrayList<String>();
        if (config.credentials().filter(BasicCredentials.class::isInstance).isPresent()) {
            problems.add("credentials: DeltaStream takes an API token, as a bearer token or an API key, "
                    + "not user name and password");
        }
        if (config.sqlCredentials().isPresent()) {
            problems.add("sqlCredentials: DeltaStream has one user for everything; use credentials");
        }
        config.namespace().filter(name -> !name.isEmpty()).ifPresent(name -> {
            try {
                DeltaStreamNamespace.read(name);
            } catch (IllegalArgumentException malformed) {
                problems.add("namespace: " + malformed.getMessage());
            }
        });
        config.options().forEach((key, value) -> {
            if (!OPTIONS.contains(key)) {
                problems.add("option " + key + ": unknown; DeltaStream has " + OPTIONS);
            } else if (value.isEmpty()) {
                problems.add("option " + key + ": is empty; leave it out");
            } else if (key.equals(SESSION) && !value.matches("[!-~]+")) {
                problems.add("option session: has a character that cannot stand in a header "
                        + "(line break, space or not ASCII)");
            } else if (NUMBERS.contains(key) && !value.matches("[1-9][0-9]{0,5}")) {
                problems.add("option " + key + ": is not a number from 1 to 999999");
            }
        });
        return problems;
    }

    @Override
    public PlatformDriver open(PlatformConfig config) {
        return new DeltaStreamDriver(config);
    }
}
