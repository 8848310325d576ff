package dev.analyticsplatform.client.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;

/**
 * The changes that mutations are made of. Each changes the tree of a document in place, within reach of one operation,
 * and tells what it did; or does nothing and returns an empty text if the operation has no place for it.
 *
 * <p>All of them can be observed by a client. Not among them, because a client of this kind cannot tell: texts for
 * people, names of path parameters, whether a member is required or nullable (models leave this to the server), limits
 * on values, and further statuses of success.
 */
enum Mutator {
    RENAME_PATH {
        @Override
        String apply(Target target, Random random) {
            List<String> segments = new ArrayList<>(List.of(target.path().split("/", -1)));
            List<Integer> literal = new ArrayList<>();
            for (int i = 1; i < segments.size(); i++) {
                if (!segments.get(i).contains("{")) {
                    literal.add(i);
                }
            }
            int chosen = literal.get(random.nextInt(literal.size()));
            segments.set(chosen, segments.get(chosen) + "_renamed");
            return target.move(String.join("/", segments), target.method());
        }
    },
    CHANGE_METHOD {
        @Override
        String apply(Target target, Random random) {
            List<String> free = new ArrayList<>(List.of("get", "put", "post", "delete", "patch"));
            free.removeIf(target.item()::has);
            return free.isEmpty() ? "" : target.move(target.path(), free.get(random.nextInt(free.size())));
        }
    },
    RENAME_OPERATION {
        @Override
        String apply(Target target, Random random) {
            target.operation()
                    .put("operationId", target.operation().get("operationId").asText() + "Renamed");
            return "operationId";
        }
    },
    REMOVE_OPERATION {
        @Override
        String apply(Target target, Random random) {
            target.item().remove(target.method());
            return target.method() + " " + target.path();
        }
    },
    CHANGE_SAFETY {
        @Override
        String apply(Target target, Random random) {
            boolean safe = target.operation().path("x-safety").asText().equals("safe");
            target.operation().put("x-safety", safe ? "unsafe" : "safe");
            return "x-safety";
        }
    },
    TOGGLE_RAW_VARIANT {
        @Override
        String apply(Target target, Random random) {
            target.operation()
                    .put(
                            "x-raw-variant",
                            !target.operation().path("x-raw-variant").asBoolean(false));
            return "x-raw-variant";
        }
    },
    TOGGLE_BODY_VARIANT {
        @Override
        String apply(Target target, Random random) {
            if (target.requestBody().isMissingNode()) {
                return "";
            }
            target.operation()
                    .put(
                            "x-body-variant",
                            !target.operation().path("x-body-variant").asBoolean(false));
            return "x-body-variant";
        }
    },
    REQUIRE_PARAMETER {
        @Override
        String apply(Target target, Random random) {
            ObjectNode parameter = target.operation()
                    .withArray("parameters")
                    .addObject()
                    .put("name", "added")
                    .put("in", random.nextBoolean() ? "query" : "header")
                    .put("required", true);
            parameter.putObject("schema").put("type", "string");
            return "required parameter in " + parameter.get("in").asText();
        }
    },
    RENAME_PARAMETER {
        @Override
        String apply(Target target, Random random) {
            ObjectNode parameter = target.parameter(random);
            if (parameter == null) {
                return "";
            }
            String name = parameter.get("name").asText();
            parameter.put("name", name + "_renamed");
            return "parameter " + name;
        }
    },
    CHANGE_TYPE_OF_PARAMETER {
        @Override
        String apply(Target target, Random random) {
            ObjectNode parameter = target.parameter(random);
            if (parameter == null) {
                return "";
            }
            boolean text = parameter.path("schema").path("type").asText().equals("string");
            parameter.putObject("schema").put("type", text ? "integer" : "string");
            parameter.remove(List.of("example", "examples"));
            return "parameter " + parameter.get("name").asText();
        }
    },
    CHANGE_CONTENT_TYPE {
        @Override
        String apply(Target target, Random random) {
            JsonNode content = target.requestBody().path("content");
            if (!(content instanceof ObjectNode types) || types.isEmpty()) {
                return "";
            }
            JsonNode entry = types.remove(types.fieldNames().next());
            types.set("application/vnd.changed+json", entry);
            return "content type of the request";
        }
    },
    REMOVE_BODY {
        @Override
        String apply(Target target, Random random) {
            return target.operation().remove("requestBody") == null ? "" : "request body";
        }
    },
    DROP_FIELD_OF_REQUEST {
        @Override
        String apply(Target target, Random random) {
            List<Site> required = new ArrayList<>(target.request());
            required.removeIf(site -> !site.required());
            Site site = pick(required.isEmpty() ? target.request() : required, random, all -> true);
            return site == null ? "" : drop(site);
        }
    },
    DROP_FIELD_OF_ANSWER {
        @Override
        String apply(Target target, Random random) {
            Site site = pick(target.answer(), random, all -> true);
            return site == null ? "" : drop(site);
        }
    },
    RENAME_FIELD {
        @Override
        String apply(Target target, Random random) {
            Site site = pick(target.both(), random, all -> true);
            if (site == null) {
                return "";
            }
            JsonNode schema = site.schema();
            boolean required = site.required();
            drop(site);
            site.properties().set(site.name() + "_renamed", schema);
            if (required) {
                site.owner().withArray("required").add(site.name() + "_renamed");
            }
            return site.name();
        }
    },
    ADD_REQUIRED_FIELD {
        @Override
        String apply(Target target, Random random) {
            Site site = pick(target.both(), random, all -> true);
            if (site == null) {
                return "";
            }
            site.properties().putObject("added").put("type", "string");
            site.owner().withArray("required").add("added");
            return "beside " + site.name();
        }
    },
    CHANGE_TYPE {
        @Override
        String apply(Target target, Random random) {
            Site site = pick(
                    target.both(),
                    random,
                    schema -> List.of("string", "integer", "number", "boolean")
                            .contains(schema.path("type").asText()));
            if (site == null) {
                return "";
            }
            ObjectNode schema = (ObjectNode) site.schema();
            String from = schema.get("type").asText();
            schema.removeAll();
            schema.put("type", from.equals("string") ? "integer" : "string");
            return site.name() + ", was " + from;
        }
    },
    WRAP_IN_ARRAY {
        @Override
        String apply(Target target, Random random) {
            Site site = pick(target.both(), random, all -> true);
            if (site == null) {
                return "";
            }
            JsonNode schema = site.schema();
            site.properties().putObject(site.name()).put("type", "array").set("items", schema);
            return site.name();
        }
    },
    CHANGE_WIDTH {
        @Override
        String apply(Target target, Random random) {
            Site site = pick(
                    target.both(),
                    random,
                    schema -> schema.path("type").asText().equals("integer"));
            if (site == null) {
                return "";
            }
            ObjectNode schema = (ObjectNode) site.schema();
            boolean wide = schema.path("format").asText().equals("int64");
            schema.put("format", wide ? "int32" : "int64");
            return site.name();
        }
    },
    REMOVE_ENUM_VALUE {
        @Override
        String apply(Target target, Random random) {
            ArrayNode values = enumeration(target, random);
            return values == null
                    ? ""
                    : values.remove(random.nextInt(values.size())).asText();
        }
    },
    ADD_ENUM_VALUE {
        @Override
        String apply(Target target, Random random) {
            ArrayNode values = enumeration(target, random);
            if (values == null) {
                return "";
            }
            // In front, where examples are taken from.
            values.insert(0, TextNode.valueOf("ADDED"));
            return "beside " + values.get(1).asText();
        }
    };

    /** Changes the target; the text says what, and is empty if there was nothing to change. */
    abstract String apply(Target target, Random random);

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String drop(Site site) {
        site.properties().remove(site.name());
        if (site.owner().get("required") instanceof ArrayNode required) {
            for (int i = required.size() - 1; i >= 0; i--) {
                if (required.get(i).asText().equals(site.name())) {
                    required.remove(i);
                }
            }
            if (required.isEmpty()) {
                site.owner().remove("required");
            }
        }
        return site.name();
    }

    private static @org.jspecify.annotations.Nullable ArrayNode enumeration(Target target, Random random) {
        Site site = pick(
                target.both(),
                random,
                schema -> schema.path("type").asText().equals("string")
                        && schema.path("enum").size() > 1);
        return site == null ? null : (ArrayNode) site.schema().get("enum");
    }

    private static @org.jspecify.annotations.Nullable Site pick(
            List<Site> sites, Random random, Predicate<JsonNode> suits) {
        List<Site> suitable =
                sites.stream().filter(site -> suits.test(site.schema())).toList();
        return suitable.isEmpty() ? null : suitable.get(random.nextInt(suitable.size()));
    }
}
