package io.candor.tenantservice.member;

import io.candor.platform.security.RequiredScope;
import io.candor.platform.web.IdempotencyKeys;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Controller("/v1/members")
@ExecuteOn(TaskExecutors.BLOCKING)
class MemberController {
    private final MemberService members;

    MemberController(MemberService members) {
        this.members = members;
    }

    @Get
    @RequiredScope("tenant:read")
    Page<Member> list(
            @QueryValue @Nullable String status,
            @QueryValue @Nullable Integer limit,
            @QueryValue @Nullable String cursor) {
        return members.list(MemberStatus.wanted(status), PageRequest.of(limit, cursor));
    }

    @Post
    @RequiredScope("tenant:admin")
    HttpResponse<Member> invite(
            @Header(IdempotencyKeys.HEADER) @Nullable String idempotencyKey, @Body @Valid InviteMemberRequest request) {
        var member = members.invite(idempotencyKey, request);
        return HttpResponse.created(member, URI.create("/v1/members/" + member.id()));
    }

    @Get("/{id}")
    @RequiredScope("tenant:read")
    Member get(UUID id) {
        return members.get(id);
    }

    @Patch("/{id}")
    @RequiredScope("tenant:admin")
    Member changeRole(UUID id, @Body @Valid ChangeMemberRoleRequest request) {
        return members.changeRole(id, request.role());
    }

    @Post("/{id}/invitation")
    @RequiredScope("tenant:admin")
    @Status(HttpStatus.OK)
    Member renewInvitation(UUID id) {
        return members.renewInvitation(id);
    }

    @Delete("/{id}")
    @RequiredScope("tenant:admin")
    @Status(HttpStatus.NO_CONTENT)
    void remove(UUID id) {
        members.remove(id);
    }

    @Introspected
    record InviteMemberRequest(
            @NotBlank @Email @Size(max = 254) String email,
            @NotNull Role role) {}

    @Introspected
    record ChangeMemberRoleRequest(@NotNull Role role) {}
}
