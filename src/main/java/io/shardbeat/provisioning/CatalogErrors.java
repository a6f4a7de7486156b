package io.shardbeat.provisioning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.shardbeat.security.Printable;
import java.io.CharConversionException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Why a catalog file cannot be read: line, place and what was expected. */
final class CatalogErrors {
    private static final Map<Class<?>, String> WORDS = Map.of(
            int.class, "a whole number",
            Integer.class, "a whole number",
            Long.class, "a whole number",
            boolean.class, "true or false",
            String.class, "a text");

    private CatalogErrors() {}

    /** For after the file's name. */
    static String told(JsonProcessingException problem) {
        String line = problem.getLocation() == null
                ? ""
                : " (line " + problem.getLocation().getLineNr() + ")";
        return line + ": " + (problem instanceof JsonMappingException mapping ? place(mapping) : syntax(problem));
    }

    private static String syntax(JsonProcessingException problem) {
        String message = problem.getOriginalMessage().lines().findFirst().orElse("");
        if (isNoText(problem)) {
            return "expected text in UTF-8";
        }
        return message.startsWith("Duplicate field")
                ? Printable.of(message.replace("Duplicate field", "the field")) + " is given twice"
                : "expected YAML or JSON, " + Printable.of(message);
    }

    private static boolean isNoText(@Nullable Throwable problem) {
        return problem instanceof CharConversionException || problem != null && isNoText(problem.getCause());
    }

    private static String place(JsonMappingException problem) {
        StringBuilder place = new StringBuilder();
        for (JsonMappingException.Reference step : problem.getPath()) {
            place.append(
                    step.getFieldName() == null
                            ? "[" + step.getIndex() + "]"
                            : (place.length() == 0 ? "" : ".") + Printable.of(step.getFieldName()));
        }
        return (place.length() == 0 ? "the file" : place) + expected(problem);
    }

    private static String expected(JsonMappingException problem) {
        if (problem.getCause() instanceof InputCoercionException) {
            return ", expected a whole number of a size that can be"; // it would be told with all its digits
        }
        if (problem.getCause() instanceof JsonProcessingException broken) {
            return ": " + syntax(broken);
        }
        if (problem instanceof UnrecognizedPropertyException unknown) {
            TreeSet<String> known = new TreeSet<>();
            unknown.getKnownPropertyIds().forEach(id -> known.add(id.toString()));
            return " is not known, expected one of " + String.join(", ", known);
        }
        if (problem instanceof InvalidNullException) {
            return " is empty";
        }
        if (problem instanceof ValueInstantiationException invalid && invalid.getCause() != null) {
            return ": " + invalid.getCause().getMessage();
        }
        String message = problem.getOriginalMessage();
        if (message.startsWith("Missing")) {
            return " is missing";
        }
        if (problem instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            Class<?> type = mismatch.getTargetType();
            return ", expected "
                    + (Collection.class.isAssignableFrom(type)
                            ? "a list"
                            : WORDS.getOrDefault(type, "fields with their values"));
        }
        return ": " + Printable.of(message);
    }
}
