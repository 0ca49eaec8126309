package io.candor.gateway.authentication;

import io.candor.platform.security.InternalToken;
import io.candor.platform.web.RequestId;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.client.annotation.Client;
import org.jspecify.annotations.Nullable;

/** Asks tenant-service whom a credential belongs to; null stands for a 404. */
@Client("tenant-service")
interface CredentialClient {
    @Post("/internal/v1/credentials")
    @Nullable
    CredentialResponse resolve(
            @Header(InternalToken.HEADER) String token,
            @Header(RequestId.HEADER) String requestId,
            @Body CredentialRequest request);
}
