package io.candor.tenantservice.signup;

import io.candor.platform.security.RequiredScope;
import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.tenant.Tenant;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import org.jspecify.annotations.Nullable;

@Controller("/v1/sign-ups")
@ExecuteOn(TaskExecutors.BLOCKING)
class SignUpController {
    private final SignUpService signUps;

    SignUpController(SignUpService signUps) {
        this.signUps = signUps;
    }

    @Post
    @RequiredScope("sign-up")
    HttpResponse<Tenant> signUp(
            @Header("X-Candor-Verified-Email") @Nullable String email, @Body @Valid SignUpRequest request) {
        if (email == null) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN, "email-unverified", "The identity provider has verified no e-mail address");
        }
        var tenant = signUps.signUp(request.name(), email);
        return HttpResponse.created(tenant, URI.create("/v1/tenants/" + tenant.id()));
    }

    @Introspected
    record SignUpRequest(@NotBlank @Size(max = 120) String name) {}
}
