package io.candor.tenantservice.privacy;

import io.candor.platform.security.RequiredScope;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.candor.platform.web.StorableText;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /v1/privacy-requests}. */
@Controller("/v1/privacy-requests")
@ExecuteOn(TaskExecutors.BLOCKING)
@RequiredScope("privacy:manage")
class PrivacyRequestController {
    private static final MediaType ZIP = MediaType.of("application/zip");

    private final PrivacyService requests;
    private final ExportArchive archives;

    PrivacyRequestController(PrivacyService requests, ExportArchive archives) {
        this.requests = requests;
        this.archives = archives;
    }

    @Post
    HttpResponse<PrivacyRequest> create(@Body @Valid CreatePrivacyRequest body) {
        if (body.subjectRef() != null) {
            StorableText.require("subject_ref", body.subjectRef(), CreatePrivacyRequest.LONGEST);
        }
        var request = requests.create(body.kind(), body.subjectRef());
        return HttpResponse.accepted(URI.create("/v1/privacy-requests/" + request.id()))
                .body(request);
    }

    @Get
    Page<PrivacyRequest> list(@QueryValue @Nullable Integer limit, @QueryValue @Nullable String cursor) {
        return requests.list(PageRequest.of(limit, cursor));
    }

    @Get("/{id}")
    PrivacyRequest get(UUID id) {
        return requests.get(id);
    }

    @Get("/{id}/download")
    @Produces("application/zip")
    StreamedFile download(UUID id) {
        return new StreamedFile(archives.open(id), ZIP).attach("candor-export-" + id + ".zip");
    }

    /**
     * What is asked for.
     *
     * @param subjectRef the person's pseudonym, as the apps were given it
     */
    @Introspected
    record CreatePrivacyRequest(
            @NotNull RequestKind kind,
            @Nullable @Size(min = 1, max = 200) String subjectRef) {
        static final int LONGEST = 800;
    }
}
