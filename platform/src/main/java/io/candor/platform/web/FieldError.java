package io.candor.platform.web;

import io.micronaut.core.annotation.Introspected;

/**
 * What is wrong with one field of a request.
 *
 * @param field its name as the caller wrote it, dotted when nested; a header by its header name
 * @param detail what is wrong, for a person to read
 */
@Introspected
public record FieldError(String field, String detail) {}
