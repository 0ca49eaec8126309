package io.candor.platform.outbox;

import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import java.net.URI;

/**
 * Where the events of one topic go.
 *
 * @param topic the name under {@code candor.outbox}
 * @param url the receiver, such as {@code http://ledger:8083/internal/v1/decisions}
 * @param envelope the field of the request body that holds the array of events
 * @param scope the internal scope that the receiver demands
 */
@EachProperty("candor.outbox")
public record OutboxTarget(@Parameter String topic, URI url, String envelope, String scope) {}
