package io.candor.tenantservice.credential;

import io.candor.platform.security.RequiredScope;
import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.member.SignIn;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Controller("/internal/v1/credentials")
@ExecuteOn(TaskExecutors.BLOCKING)
class CredentialController {
    private final CredentialService credentials;

    CredentialController(CredentialService credentials) {
        this.credentials = credentials;
    }

    @Post
    @RequiredScope("internal:credentials")
    Credential resolve(@Body @Valid ResolveCredentialRequest request) {
        return request.key().map(credentials::ofKey).orElseGet(() -> credentials.ofPerson(request.person()));
    }

    /** Either the digest of a key, or a person. */
    @Introspected
    record ResolveCredentialRequest(
            @Nullable @Pattern(regexp = "[0-9a-f]{64}", message = "must be 64 small hexadecimal digits")
            String apiKeySha256,

            @Nullable @Size(min = 1, max = 255) String oidcSubject,
            @Nullable @Size(max = 254) String email,
            @Nullable Boolean emailVerified,
            @Nullable UUID tenantId) {

        Optional<String> key() {
            if (apiKeySha256 != null && oidcSubject != null) {
                throw ProblemException.invalid("oidc_subject", "must be absent when api_key_sha256 is given");
            }
            return Optional.ofNullable(apiKeySha256);
        }

        SignIn person() {
            if (oidcSubject == null) {
                throw ProblemException.invalid("oidc_subject", "is required without api_key_sha256");
            }
            return new SignIn(oidcSubject, Boolean.TRUE.equals(emailVerified) ? email : null, tenantId);
        }
    }
}
