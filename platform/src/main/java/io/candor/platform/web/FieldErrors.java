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
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Finds the field to blame in the exceptions of validation, JSON reading and argument binding. */
final class FieldErrors {
    private static final String BODY = "body";

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
            case InvalidFormatException format ->
                new FieldError(path(format.getPath()), "is not a valid " + typeName(format.getTargetType()));
            case MismatchedInputException mismatch
            when mismatch.getTargetType() != null ->
                new FieldError(path(mismatch.getPath()), "must be a " + typeName(mismatch.getTargetType()));
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
        return metadata.stringValue(Header.class).orElseGet(() -> snake(argument.getName()));
    }

    private static String path(ConstraintViolation<?> violation) {
        return StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .filter(node -> node.getKind() == ElementKind.PROPERTY || node.getKind() == ElementKind.PARAMETER)
                .map(node -> snake(node.getName()) + (node.getIndex() == null ? "" : "[" + node.getIndex() + "]"))
                .filter(name -> !isWholeBody(name))
                .collect(Collectors.collectingAndThen(Collectors.joining("."), path -> path.isEmpty() ? BODY : path));
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
        return "is not valid JSON: " + line;
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
        return type.isRecord() ? "object" : type.getSimpleName();
    }

    static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
