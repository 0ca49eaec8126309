package io.candor.tenantservice.privacy;

import io.candor.platform.privacy.DataErasure;
import io.candor.platform.privacy.DataExport;
import io.candor.platform.privacy.ExportPage;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tenant service's own data. */
@Singleton
class OwnSchema implements DataHolder {
    static final String NAME = "tenant-service";

    private final DataExport exports;
    private final DataErasure erasure;

    OwnSchema(DataExport exports, DataErasure erasure) {
        this.exports = exports;
        this.erasure = erasure;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ExportPage export(@Nullable String subjectRef, List<String> pseudonyms, @Nullable String cursor) {
        return exports.page(subjectRef, pseudonyms, cursor);
    }

    @Override
    public void eraseSubject(String subjectRef) {
        erasure.eraseSubject(subjectRef);
    }

    @Override
    public boolean eraseTenant() {
        return erasure.eraseTenant();
    }
}
