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
        request.requireOne();
        if (request.apiKeySha256() != null) {
            return credentials.ofKey(request.apiKeySha256());
        }
        if (request.clientId() != null) {
            return credentials.ofServiceAccount(request.clientId());
        }
        return Boolean.TRUE.equals(request.operator())
                ? credentials.ofOperator(request.person())
                : credentials.ofPerson(request.person());
    }

    /** The digest of a key, the client of a service account, or a person. */
    @Introspected
    record ResolveCredentialRequest(
            @Nullable @Pattern(regexp = "[0-9a-f]{64}", message = "must be 64 small hexadecimal digits")
            String apiKeySha256,

            @Nullable @Size(min = 1, max = 255) String clientId,
            @Nullable @Size(min = 1, max = 255) String oidcSubject,
            @Nullable @Size(max = 254) String email,
            @Nullable Boolean emailVerified,
            @Nullable Boolean operator,
            @Nullable UUID tenantId) {

        void requireOne() {
            if (oidcSubject != null && (apiKeySha256 != null || clientId != null)) {
                throw ProblemException.invalid("oidc_subject", "must be absent when a key or a client is given");
            }
            if (clientId != null && apiKeySha256 != null) {
                throw ProblemException.invalid("client_id", "must be absent when api_key_sha256 is given");
            }
        }

        SignIn person() {
            if (oidcSubject == null) {
                throw ProblemException.invalid("oidc_subject", "is required without api_key_sha256");
            }
            return new SignIn(oidcSubject, Boolean.TRUE.equals(emailVerified) ? email : null, tenantId);
        }
    }
}
