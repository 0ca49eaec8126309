package io.candor.platform.privacy;

import io.candor.platform.security.RequiredScope;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where the tenant service asks for a person's or the bound tenant's data, or their end. */
@Controller("/internal/v1/privacy")
@ExecuteOn(TaskExecutors.BLOCKING)
@RequiredScope("internal:privacy")
@Requires(beans = DataSource.class)
@Requires(property = "candor.token.required", notEquals = "false")
class PrivacyController {
    private final DataExport exports;
    private final DataErasure erasure;

    PrivacyController(DataExport exports, DataErasure erasure) {
        this.exports = exports;
        this.erasure = erasure;
    }

    @Post("/export-pages")
    @Status(HttpStatus.OK)
    ExportPage export(@Body @Valid ExportPageRequest request) {
        var pseudonyms = request.pseudonyms();
        return exports.page(request.subjectRef(), pseudonyms == null ? List.of() : pseudonyms, request.cursor());
    }

    @Post("/subject-erasures")
    @Status(HttpStatus.OK)
    EraseSubjectResponse eraseSubject(@Body @Valid EraseSubjectRequest request) {
        return new EraseSubjectResponse(erasure.eraseSubject(request.subjectRef()));
    }

    @Post("/tenant-erasures")
    @Status(HttpStatus.OK)
    EraseTenantResponse eraseTenant() {
        return new EraseTenantResponse(erasure.eraseTenant());
    }

    @Introspected
    record ExportPageRequest(
            @Nullable @Size(min = 1, max = 200) String subjectRef,
            @Nullable @Size(max = 20) List<@NotNull @Size(max = 200) String> pseudonyms,
            @Nullable String cursor) {}

    @Introspected
    record EraseSubjectRequest(@NotEmpty @Size(max = 200) String subjectRef) {}

    @Introspected
    record EraseSubjectResponse(long rows) {}

    @Introspected
    record EraseTenantResponse(boolean complete) {}
}
