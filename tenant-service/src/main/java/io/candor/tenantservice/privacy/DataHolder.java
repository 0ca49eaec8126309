package io.candor.tenantservice.privacy;

import io.candor.platform.privacy.ExportPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that holds data of tenants; every method is about the bound tenant and may be repeated. */
interface DataHolder {
    String name();

    /** A page of what it holds of a person, or of the tenant where {@code subjectRef} is null. */
    ExportPage export(@Nullable String subjectRef, List<String> pseudonyms, @Nullable String cursor);

    void eraseSubject(String subjectRef);

    /** Erases the tenant; false when there is more to erase. */
    boolean eraseTenant();
}
