package dev.analyticsplatform.client.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.contract.ApiOperation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Proves that the check can fail: the client stays, the document is changed, and the check has to notice.
 *
 * <p>Every operation of the document is the target of a change, or of several if there are few, and every kind of
 * change that finds a place is made several times; which change is made to which operation and where in it is drawn at
 * random from a seed. Only changes that a client can observe are drawn, see {@link Mutator}, so none is left out
 * afterwards. The examples are taken out of the changed documents, as they would contradict the changes and give them
 * away: the server makes its answers from the schemas. A document without examples but without change must pass.
 */
final class MutationCheck {
    private static final Set<String> NAMED_BY_CHANCE = Set.of("properties", "parameters", "schemas");

    private final EffectiveDocument original;
    private final ContractCheck check;
    private final Random random;

    MutationCheck(EffectiveDocument original, GeneratedClient client, long seed) {
        this.original = original;
        this.check = new ContractCheck(client);
        this.random = new Random(seed);
    }

    /** What the check says about the document without examples and without change. */
    Map<String, List<String>> control() {
        return check.run(
                EffectiveDocument.of(original.name(), withoutExamples(original.copy())), any -> true, never -> false);
    }

    /**
     * One mutation for each operation, and if that is not enough, another one for each, and so on; no two are the same.
     *
     * @param atLeast how many are enough
     */
    List<Mutation> draw(int atLeast) {
        Map<String, Mutation> mutations = new LinkedHashMap<>();
        List<Mutator> deck = new ArrayList<>();
        int before;
        do {
            before = mutations.size();
            for (ApiOperation operation : original.api().operations()) {
                Mutation mutation = draw(operation, deck, mutations.keySet());
                if (mutation != null) {
                    mutations.put(mutation.toString(), mutation);
                }
            }
        } while (mutations.size() < atLeast && mutations.size() > before);
        return List.copyOf(mutations.values());
    }

    private @Nullable Mutation draw(ApiOperation operation, List<Mutator> deck, Set<String> drawn) {
        Mutation mutation = null;
        Set<Mutator> passed = new LinkedHashSet<>();
        while (mutation == null && passed.size() < Mutator.values().length) {
            if (deck.isEmpty()) {
                deck.addAll(List.of(Mutator.values()));
                Collections.shuffle(deck, random);
            }
            Mutator mutator = deck.remove(0);
            mutation = mutate(operation, mutator);
            if (mutation == null || drawn.contains(mutation.toString())) {
                mutation = null;
                passed.add(mutator);
            }
        }
        // A kind that had no place here is tried again with the next operation.
        deck.removeAll(passed);
        deck.addAll(0, passed);
        return mutation;
    }

    /**
     * What the check first says about a mutation, empty if it says nothing.
     *
     * @throws IllegalStateException if the server could not work with the changed document, which proves nothing
     */
    Optional<String> caught(Mutation mutation) {
        Set<String> ids = new HashSet<>();
        mutation.document().api().operations().forEach(operation -> ids.add(operation.operationId()));
        List<String> stray = check.strayMethods(ids);
        if (!stray.isEmpty()) {
            return Optional.of(stray.get(0));
        }
        Map<String, List<String>> faults = check.run(
                mutation.document(),
                operation -> operation.operationId().equals(mutation.operationId()),
                found -> !found.isEmpty());
        for (List<String> found : faults.values()) {
            for (String fault : found) {
                if (fault.contains("could not answer")) {
                    throw new IllegalStateException(mutation + ": " + fault);
                }
            }
        }
        return faults.values().stream().findFirst().map(found -> found.get(0));
    }

    private @Nullable Mutation mutate(ApiOperation operation, Mutator mutator) {
        ObjectNode tree = withoutExamples(original.copy());
        Target target =
                new Target(tree, operation.pathTemplate(), operation.method().toLowerCase(Locale.ROOT));
        String description = mutator.apply(target, random);
        return description.isEmpty()
                ? null
                : new Mutation(
                        mutator.title(),
                        operation.operationId(),
                        description,
                        EffectiveDocument.of(original.name(), tree));
    }

    private static ObjectNode withoutExamples(ObjectNode tree) {
        strip(tree, "");
        return tree;
    }

    private static void strip(JsonNode node, String name) {
        if (node instanceof ObjectNode object && !NAMED_BY_CHANCE.contains(name)) {
            object.remove(List.of("example", "examples"));
        }
        node.properties().forEach(member -> strip(member.getValue(), member.getKey()));
        if (node.isArray()) {
            node.forEach(item -> strip(item, ""));
        }
    }
}
