package io.candor.platform.security;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.nio.file.Path;

/**
 * Where the keys of the internal token lie.
 *
 * @param key file of this service's own private EC P-256 JWK; its {@code kid} is the issuer's name
 * @param trust file of the JWK Set of every issuer's public key
 */
@ConfigurationProperties("candor.token")
record InternalTokenConfig(Path key, Path trust) {}
