package io.candor.tenantservice.privacy;

import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import java.net.URI;

/** A service that holds data of tenants, by its name under {@code candor.privacy.services}. */
@EachProperty("candor.privacy.services")
record ServiceUrl(@Parameter String name, URI url) {}
