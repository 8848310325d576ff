package dev.analyticsplatform.sandbox.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the values seen in one place of the documents have in common. It only widens, so that a column never changes
 * under a document that fitted it. Not thread-safe.
 */
final class Shape {
    /** What a column for the values has to be. */
    enum Kind {
        /** No value but null was seen. */
        NOTHING,
        BOOLEAN,
        LONG,
        HUGE,
        DOUBLE,
        DECIMAL,
        /** Numbers that no single SQL type holds exactly. */
        NUMBER,
        TEXT,
        OBJECT,
        LIST,
        MIXED
    }

    private static final int DECIMAL_DIGITS = 38;
    private static final BigInteger DOUBLE_EXACT = BigInteger.ONE.shiftLeft(53);

    /** An object with more members than this is taken for a map: its members are data, not columns. */
    private static final int MOST_MEMBERS = 256;

    private boolean booleans;
    private boolean integers;
    private boolean fractions;
    private boolean texts;
    private boolean objects;
    private boolean lists;

    private int integerBits;
    private boolean pastDouble;
    private int wholeDigits;
    private int scale;

    private final Map<String, Shape> members = new LinkedHashMap<>();
    private boolean tooManyMembers;
    private @Nullable Shape element;

    /** Takes a value in and tells whether anything is new. */
    boolean add(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> !booleans && (booleans = true);
            case NUMBER -> value.isIntegralNumber() ? addInteger(value) : addFraction(value.decimalValue());
            case STRING -> !texts && (texts = true);
            case OBJECT -> addObject(value);
            case ARRAY -> addList(value);
            default -> false;
        };
    }

    private boolean addInteger(JsonNode value) {
        boolean changed = !integers;
        integers = true;
        BigInteger integer = value.bigIntegerValue();
        int bits = Math.max(1, integer.bitLength());
        if (bits > integerBits) {
            integerBits = bits;
            changed = true;
        }
        if (!pastDouble && bits > 53 && integer.abs().compareTo(DOUBLE_EXACT) > 0) {
            pastDouble = true;
            changed = true;
        }
        // Digits matter only beside fractions; bits bound them well enough: 10^n needs more than 3n bits.
        return widen(bits / 3 + 1) || changed;
    }

    private static Kind kindOf(int bits) {
        return bits < 64 ? Kind.LONG : bits < 128 ? Kind.HUGE : Kind.NUMBER;
    }

    private boolean addFraction(BigDecimal value) {
        boolean changed = !fractions;
        fractions = true;
        if (!pastDouble && !Numbers.isDouble(value)) {
            pastDouble = true;
            changed = true;
        }
        int newScale = Math.max(0, value.scale());
        if (newScale > scale) {
            scale = newScale;
            changed = true;
        }
        return widen(Math.max(1, value.precision() - value.scale())) || changed;
    }

    private boolean widen(int digits) {
        if (digits > wholeDigits) {
            wholeDigits = digits;
            return true;
        }
        return false;
    }

    private boolean addObject(JsonNode value) {
        boolean changed = !objects;
        objects = true;
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            changed |= addMember(member.getKey(), member.getValue());
        }
        return changed;
    }

    /** Takes a member in; an object that got too many keeps none. */
    private boolean addMember(String name, JsonNode value) {
        if (tooManyMembers) {
            return false;
        }
        Shape member = members.get(name);
        if (member == null) {
            if (members.size() >= MOST_MEMBERS) {
                tooManyMembers = true;
                members.clear();
                return true;
            }
            member = new Shape();
            members.put(name, member);
            member.add(value);
            return true;
        }
        return member.add(value);
    }

    private boolean addList(JsonNode value) {
        boolean changed = !lists;
        lists = true;
        if (element == null) {
            element = new Shape();
        }
        for (JsonNode each : value) {
            changed |= element.add(each);
        }
        return changed;
    }

    Kind kind() {
        int families = count(booleans) + count(integers || fractions) + count(texts) + count(objects) + count(lists);
        if (families != 1) {
            return families == 0 ? Kind.NOTHING : Kind.MIXED;
        } else if (booleans) {
            return Kind.BOOLEAN;
        } else if (texts) {
            return Kind.TEXT;
        } else if (objects) {
            return Kind.OBJECT;
        } else if (lists) {
            return Kind.LIST;
        } else if (!fractions) {
            return kindOf(integerBits);
        } else if (!pastDouble) {
            return Kind.DOUBLE;
        }
        return wholeDigits + scale <= DECIMAL_DIGITS ? Kind.DECIMAL : Kind.NUMBER;
    }

    private static int count(boolean present) {
        return present ? 1 : 0;
    }

    int scale() {
        return scale;
    }

    /** Returns the members of the objects; empty as well if there are too many to tell apart. */
    Map<String, Shape> members() {
        return members;
    }

    @Nullable
    Shape element() {
        return element;
    }

    /** Tells whether the engine's own JSON reading would lose digits of a number in here. */
    boolean losesDigits() {
        return (fractions && pastDouble)
                || (integers && integerBits > 64)
                || tooManyMembers
                || (element != null && element.losesDigits())
                || members.values().stream().anyMatch(Shape::losesDigits);
    }
}
