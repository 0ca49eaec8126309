package io.candor.platform.crypto;

import io.micronaut.context.annotation.ConfigurationProperties;
import org.jspecify.annotations.Nullable;

/**
 * Where the master keyset is.
 *
 * @param file a Tink keyset as JSON, readable by the service alone
 * @param kms the URI of the key in a key management service that the keyset is encrypted with, such as
 *     {@code aws-kms://…}; its Tink integration must be on the class path
 */
@ConfigurationProperties("candor.master-key")
record MasterKeyConfig(@Nullable String file, @Nullable String kms) {}
