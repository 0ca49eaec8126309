package io.candor.platform.crypto;

import io.candor.platform.tenancy.TenantContext;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The keys of the bound tenant's subjects and the tenant's own; each is made at its first use. */
@Singleton
@Requires(beans = DataSource.class)
class KeyRing {
    private static final String TENANT_ITSELF = "";
    private static final int BATCH = 500;

    private final SecureRandom random = new SecureRandom();
    private final KeyTable table;
    private final KeyWrapping wrapping;

    KeyRing(KeyTable table, KeyWrapping wrapping) {
        this.table = table;
        this.wrapping = wrapping;
    }

    /** The key of a subject, or the tenant's own, to seal with: it is not destroyed before the transaction ends. */
    SubjectKey of(@Nullable String subjectRef) {
        var tenant = tenantKey();
        if (subjectRef == null) {
            return tenant;
        }
        var name = tenant.indexOf(subjectRef);
        var known = table.hold(name);
        if (known.isEmpty()) {
            adopt(subjectRef, name);
            known = table.hold(name);
        }
        return wrapping.open(known.orElseGet(() -> create(name, table::hold)));
    }

    /** The key of a subject, if there is one. */
    Optional<SubjectKey> find(@Nullable String subjectRef) {
        var tenant = table.find(TENANT_ITSELF);
        if (tenant.isEmpty() || subjectRef == null) {
            return tenant.map(this::opened);
        }
        return table.find(opened(tenant.get()).indexOf(subjectRef)).map(wrapping::open);
    }

    Optional<SubjectKey> find(UUID id) {
        return table.find(id).map(this::opened);
    }

    /** Destroys the key of a subject, and tells which it was. */
    Optional<UUID> destroy(@Nullable String subjectRef) {
        if (subjectRef == null) {
            return table.delete(TENANT_ITSELF);
        }
        var name = tenantKey().indexOf(subjectRef);
        adopt(subjectRef, name);
        return table.delete(name);
    }

    /** Wraps keys that still lie there raw; tells how many. */
    int wrapRaw() {
        var tenant = tenantKey();
        var raw = table.raw(BATCH);
        raw.forEach(each -> wrapRaw(each, tenant.indexOf(each.name())));
        return raw.size();
    }

    private SubjectKey tenantKey() {
        var stored = table.find(TENANT_ITSELF).orElseGet(() -> create(TENANT_ITSELF, table::find));
        if (stored.wrappedBy() == null) {
            wrapRaw(stored, TENANT_ITSELF);
            stored = table.find(TENANT_ITSELF).orElseThrow();
        }
        return wrapping.open(stored);
    }

    private SubjectKey opened(StoredKey stored) {
        if (stored.wrappedBy() == null) {
            throw new MasterKeyException("A key is about to be wrapped; nothing was sealed with it yet");
        }
        return wrapping.open(stored);
    }

    private StoredKey create(String name, Function<String, Optional<StoredKey>> find) {
        var material = new byte[SubjectKey.LENGTH];
        random.nextBytes(material);
        var wrapped = wrapping.wrap(TenantContext.current().requireTenant(), name, material);
        table.insert(UUID.randomUUID(), name, wrapped.key(), wrapped.by());
        return find.apply(name).orElseThrow(() -> new IllegalStateException("A subject's key was not kept"));
    }

    /** Takes over a key from before keys were wrapped, which stands under the reference itself. */
    private void adopt(String subjectRef, String name) {
        table.find(subjectRef).filter(stored -> stored.wrappedBy() == null).ifPresent(stored -> wrapRaw(stored, name));
    }

    /** The salt stays what it was, so that digests in the log still hold. */
    private void wrapRaw(StoredKey raw, String name) {
        var material = new byte[SubjectKey.LENGTH];
        random.nextBytes(material);
        System.arraycopy(Arrays.copyOf(raw.key(), SubjectKey.SALT), 0, material, 0, SubjectKey.SALT);
        var wrapped = wrapping.wrap(raw.tenantId(), name, material);
        table.replaceRaw(raw.name(), name, wrapped.key(), wrapped.by());
    }
}
