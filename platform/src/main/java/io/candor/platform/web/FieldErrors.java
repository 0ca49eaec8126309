package io.candor.platform.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.core.type.Argument;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the field to blame in the exceptions of validation, JSON reading and argument binding. */
final class FieldErrors {
    private static final String BODY = "body";
    private static final Pattern SOURCE = Pattern.compile(" *\\([^()]*\\[Source:.*\\)");

    private FieldErrors() {}

    static List<FieldError> of(ConstraintViolationException exception) {
        return exception.getConstraintViolations().stream()
                .map(violation -> new FieldError(path(violation), violation.getMessage()))
                .sorted(java.util.Comparator.comparing(FieldError::field))
                .toList();
    }

    static FieldError of(JsonProcessingException exception) {
        return switch (exception) {
            case UnrecognizedPropertyException unknown ->
                new FieldError(path(unknown.getPath()), "is not a known field");
            case InvalidNullException missing -> new FieldError(path(missing.getPath()), "must not be null");
            case InvalidFormatException text
            when text.getTargetType() == String.class ->
                new FieldError(path(text.getPath()), "must not hold U+0000 or half of a surrogate pair");
            case InvalidFormatException format ->
                new FieldError(path(format.getPath()), "is not a valid " + typeName(format.getTargetType()));
            case MismatchedInputException mismatch
            when mismatch.getTargetType() != null ->
                new FieldError(path(mismatch.getPath()), "must be " + withArticle(typeName(mismatch.getTargetType())));
            case JsonMappingException mapping
            when !mapping.getPath().isEmpty() -> new FieldError(path(mapping.getPath()), firstLine(mapping));
            default -> new FieldError(position(exception), firstLine(exception));
        };
    }

    static List<FieldError> ofBinding(ErrorContext context, @Nullable Throwable cause) {
        return switch (cause) {
            case UnsatisfiedRouteException unsatisfied ->
                List.of(new FieldError(name(unsatisfied.getArgument()), "is required"));
            case ConversionErrorException conversion ->
                List.of(new FieldError(name(conversion.getArgument()), conversionDetail(conversion)));
            case null, default -> List.of();
        };
    }

    private static String conversionDetail(ConversionErrorException conversion) {
        return "is not a valid " + typeName(conversion.getArgument().getType());
    }

    private static String name(Argument<?> argument) {
        var metadata = argument.getAnnotationMetadata();
        if (metadata.hasAnnotation(Body.class)) {
            return BODY;
        }
        return metadata.stringValue(Header.class)
                .or(() -> metadata.stringValue(QueryValue.class))
                .orElseGet(() -> snake(argument.getName()));
    }

    /** The index of a node belongs to the container before it (Jakarta Validation 3.0 section 6.2.3). */
    private static String path(ConstraintViolation<?> violation) {
        var path = new StringBuilder();
        for (var node : violation.getPropertyPath()) {
            var index = node.getIndex();
            if (index != null) {
                path.append('[').append(index).append(']');
            }
            var named = node.getKind() == ElementKind.PROPERTY || node.getKind() == ElementKind.PARAMETER;
            if (named && !isWholeBody(node.getName())) {
                path.append(path.isEmpty() ? "" : ".").append(snake(node.getName()));
            }
        }
        return path.isEmpty() ? BODY : path.toString();
    }

    private static boolean isWholeBody(String name) {
        return name.equals("request") || name.equals(BODY);
    }

    private static String path(List<JsonMappingException.Reference> references) {
        var path = new StringBuilder();
        for (var reference : references) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(snake(reference.getFieldName()));
            }
        }
        return path.isEmpty() ? BODY : path.toString();
    }

    private static String position(JsonProcessingException exception) {
        if (exception.getProcessor() instanceof JsonParser parser) {
            var pointer = parser.getParsingContext().pathAsPointer().toString();
            if (pointer.length() > 1) {
                return pointer.substring(1).replace('/', '.');
            }
        }
        return BODY;
    }

    /** What Jackson says, without the part that describes its source. */
    private static String firstLine(JsonProcessingException exception) {
        var message = exception.getOriginalMessage();
        var line = message == null
                ? "is not valid JSON"
                : message.lines().findFirst().orElse("is not valid JSON");
        return "is not valid JSON: " + SOURCE.matcher(line).replaceAll("");
    }

    private static String typeName(Class<?> type) {
        if (type == String.class) {
            return "string";
        }
        if (Number.class.isAssignableFrom(type) || (type.isPrimitive() && type != boolean.class)) {
            return "number";
        }
        if (type.isEnum()) {
            return "value; one of "
                    + java.util.Arrays.stream(type.getEnumConstants())
                            .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        if (Iterable.class.isAssignableFrom(type) || type.isArray()) {
            return "array";
        }
        if (Instant.class.isAssignableFrom(type)) {
            return "time such as 2026-11-25T09:30:00Z";
        }
        return type.isRecord() ? "object" : type.getSimpleName();
    }

    private static String withArticle(String noun) {
        return ("aeio".indexOf(noun.charAt(0)) < 0 ? "a " : "an ") + noun;
    }

    static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
