package dev.analyticsplatform.sandbox.deltastream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.contract.ApiRequest;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The store's side: topics of the sandbox's store are written over the produce call of Kafka's REST proxy, version 2.
 *
 * <p>DeltaStream itself takes no rows over REST; they come from the store.
 */
final class KafkaProxy {
    private static final String JSON_RECORDS = "application/vnd.kafka.json.v2+json";
    private static final String ANSWER = "application/vnd.kafka.v2+json";
    private static final Pattern PATH = Pattern.compile("(?:/v2)?/topics/([^/]+)");
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
    private static final int UNPROCESSABLE = 422;

    private final Organization organization;

    KafkaProxy(Organization organization) {
        this.organization = organization;
    }

    /** Answers the produce call; empty for any other path. */
    Optional<Answer> answer(ApiRequest request, ApiTokens tokens) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            return Optional.empty();
        }
        try {
            tokens.authenticate(request.header("Authorization"));
            if (!request.method().equals("POST")) {
                throw new Refusal(405, "405", "HTTP 405 Method Not Allowed");
            }
            String type = request.header("Content-Type").orElse("");
            if (!type.split(";", -1)[0].strip().equalsIgnoreCase(JSON_RECORDS)) {
                throw new Refusal(415, "415", "Content-Type is not " + JSON_RECORDS);
            }
            String topic = URLDecoder.decode(path.group(1), StandardCharsets.UTF_8);
            if (!TOPIC.matcher(topic).matches()) {
                throw new Refusal(UNPROCESSABLE, "42208", "'" + topic + "' is no name of a topic");
            }
            return Optional.of(answer(200, offsets(topic, messages(request.body()))));
        } catch (Refusal refusal) {
            int code = refusal.type().isEmpty() ? refusal.status() : Integer.parseInt(refusal.type());
            return Optional.of(answer(
                    refusal.status(), Json.object().put("error_code", code).put("message", refusal.text())));
        }
    }

    private static Answer answer(int status, ObjectNode body) {
        return Answer.text(status, ANSWER, body.toString());
    }

    private static List<Topic.Message> messages(byte[] body) {
        JsonNode sent;
        try {
            sent = Json.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new Refusal(400, "400", "The body is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new Refusal(400, "400", "The body cannot be read: " + e.getMessage());
        }
        if (!(sent.path("records") instanceof ArrayNode records) || records.isEmpty()) {
            throw new Refusal(UNPROCESSABLE, "42206", "The body has no records");
        }
        List<Topic.Message> messages = new ArrayList<>(records.size());
        for (JsonNode each : records) {
            if (!each.isObject() || !each.has("value")) {
                throw new Refusal(UNPROCESSABLE, "42206", "A record is an object with the member 'value'");
            }
            messages.add(new Topic.Message(each.path("key"), each.path("value")));
        }
        return messages;
    }

    private ObjectNode offsets(String name, List<Topic.Message> messages) {
        Topic topic;
        synchronized (organization) {
            topic = organization.topic(Organization.STORE, name);
        }
        long first = topic.append(messages, organization.now());
        synchronized (organization) {
            organization.pump();
            organization.arrived();
        }
        ArrayNode offsets = Json.array();
        for (int i = 0; i < messages.size(); i++) {
            offsets.add(Json.object()
                    .put("partition", 0)
                    .put("offset", first + i)
                    .putNull("error_code")
                    .putNull("error"));
        }
        ObjectNode answer = Json.object().putNull("key_schema_id").putNull("value_schema_id");
        answer.set("offsets", offsets);
        return answer;
    }
}
