package io.candor.tenantservice.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.tenantservice.AtOnce;
import io.candor.tenantservice.Caller;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class MemberControllerTest {
    @Inject
    EmbeddedServer server;

    private Caller administrator;

    @BeforeEach
    void createTenant() {
        administrator = Caller.administratorOf(server, Caller.newTenant(server, "team"));
    }

    @Test
    void anInvitedMemberIsShown() {
        var invited = invite("Ada@Example.com", "owner");

        assertThat(invited.status()).isEqualTo(201);
        assertThat(invited.headers().firstValue("Location")).contains("/v1/members/" + invited.id());
        assertThat(invited.body().path("email").asText()).isEqualTo("ada@example.com");
        assertThat(invited.body().path("role").asText()).isEqualTo("owner");
        assertThat(invited.body().path("status").asText()).isEqualTo("invited");
        assertThat(administrator.get("/v1/members/" + invited.id()).body()).isEqualTo(invited.body());
    }

    @Test
    void theSameAddressInAnyCaseIsRefused() {
        invite("ada@example.com", "owner");

        var refused = invite("ADA@example.com", "member");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("member-email-taken");
        assertThat(refused.errors()).containsOnlyKeys("email");
    }

    @Test
    void ofInvitationsAtOnceOneIsTaken() throws Exception {
        var answers = AtOnce.call(6, () -> invite("ada@example.com", "member").status());

        assertThat(answers)
                .containsOnlyOnce(201)
                .filteredOn(status -> status == 409)
                .hasSize(5);
    }

    @Test
    void theSameKeyGivesTheSameAnswer() {
        var body = Map.of("email", "ada@example.com", "role", "owner");
        var first = administrator.post("/v1/members", body, "Idempotency-Key", "k1");

        var again = administrator.post("/v1/members", body, "Idempotency-Key", "k1");

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(administrator.get("/v1/members").body().path("items")).hasSize(1);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        administrator.post("/v1/members", Map.of("email", "ada@example.com", "role", "owner"), "Idempotency-Key", "k1");

        var refused = administrator.post(
                "/v1/members", Map.of("email", "bob@example.com", "role", "owner"), "Idempotency-Key", "k1");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.problem()).isEqualTo("idempotency-key-reused");
        assertThat(refused.errors()).containsOnlyKeys("Idempotency-Key");
    }

    @Test
    void aRoleIsChanged() {
        invite("ada@example.com", "owner");
        var bob = invite("bob@example.com", "member");

        var changed = administrator.patch("/v1/members/" + bob.id(), Map.of("role", "auditor"));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().path("role").asText()).isEqualTo("auditor");
    }

    @Test
    void theLastOwnerCanBeNeitherDemotedNorRemoved() {
        var ada = invite("ada@example.com", "owner");
        invite("bob@example.com", "admin");

        var demoted = administrator.patch("/v1/members/" + ada.id(), Map.of("role", "admin"));
        var removed = administrator.delete("/v1/members/" + ada.id());

        assertThat(demoted.status()).isEqualTo(409);
        assertThat(demoted.problem()).isEqualTo("last-owner");
        assertThat(removed.status()).isEqualTo(409);
        assertThat(removed.problem()).isEqualTo("last-owner");
        assertThat(administrator
                        .patch("/v1/members/" + ada.id(), Map.of("role", "owner"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void ofTwoOwnersWhoLeaveAtOnceOneStays() throws Exception {
        var owners = List.of(
                invite("ada@example.com", "owner").id(),
                invite("bob@example.com", "owner").id());
        Iterator<String> next = new ArrayList<>(owners).iterator();

        var answers = AtOnce.call(2, () -> {
            String owner;
            synchronized (owners) {
                owner = next.next();
            }
            return administrator.delete("/v1/members/" + owner).status();
        });

        assertThat(answers).containsExactlyInAnyOrder(204, 409);
    }

    @Test
    void aRemovedMemberIsGone() {
        invite("ada@example.com", "owner");
        var bob = invite("bob@example.com", "member");

        assertThat(administrator.delete("/v1/members/" + bob.id()).status()).isEqualTo(204);

        assertThat(administrator.get("/v1/members/" + bob.id()).status()).isEqualTo(404);
        assertThat(administrator.delete("/v1/members/" + bob.id()).status()).isEqualTo(404);
        assertThat(administrator
                        .patch("/v1/members/" + bob.id(), Map.of("role", "admin"))
                        .problem())
                .isEqualTo("not-found");
        assertThat(invite("bob@example.com", "member").status()).isEqualTo(201);
    }

    @Test
    void theListIsPagedNewestFirst() {
        var invited = new ArrayList<String>();
        for (var i = 0; i < 5; i++) {
            invited.addFirst(invite("person" + i + "@example.com", "member").id());
        }

        var seen = new ArrayList<String>();
        var path = "/v1/members?limit=2";
        for (var cursor = ""; cursor != null; ) {
            var page = administrator.get(path + cursor).body();
            page.path("items").forEach(item -> seen.add(item.path("id").asText()));
            cursor = page.has("next_cursor")
                    ? "&cursor=" + page.path("next_cursor").asText()
                    : null;
        }

        assertThat(seen).containsExactlyElementsOf(invited);
    }

    @Test
    void anEmptyListHasItems() {
        var body = administrator.get("/v1/members").body();

        assertThat(body.path("items").isArray()).isTrue();
        assertThat(body.path("items")).isEmpty();
        assertThat(body.has("next_cursor")).isFalse();
    }

    @Test
    void eachWrongFieldIsNamed() {
        assertThat(administrator.post("/v1/members", Map.of()).errors()).containsOnlyKeys("email", "role");
        assertThat(invite("no address", "member").errors()).containsOnlyKeys("email");
        assertThat(invite("ada@example.com", "king").errors()).containsOnlyKeys("role");
        assertThat(administrator
                        .post("/v1/members", Map.of("email", "a@example.com", "role", 0))
                        .errors())
                .containsOnlyKeys("role");
        assertThat(administrator.get("/v1/members?limit=0").errors()).containsOnlyKeys("limit");
        assertThat(administrator.get("/v1/members?limit=many").errors()).containsOnlyKeys("limit");
        assertThat(administrator.get("/v1/members?cursor=!").errors()).containsOnlyKeys("cursor");
        assertThat(administrator.get("/v1/members?cursor=YQ").errors()).containsOnlyKeys("cursor");
        assertThat(administrator.get("/v1/members/x").errors()).containsOnlyKeys("id");
        assertThat(administrator
                        .patch("/v1/members/" + UUID.randomUUID(), Map.of("role", "king"))
                        .errors())
                .containsOnlyKeys("role");
    }

    @Test
    void aReaderChangesNothing() {
        var reader = Caller.of(server, Caller.newTenant(server, "free"), "tenant:read");

        assertThat(reader.post("/v1/members", Map.of("email", "a@example.com", "role", "owner"))
                        .status())
                .isEqualTo(403);
        assertThat(reader.delete("/v1/members/" + UUID.randomUUID()).status()).isEqualTo(403);
        assertThat(reader.get("/v1/members").status()).isEqualTo(200);
    }

    @Test
    void nobodyIsInvitedToATenantThatIsNotThere() {
        var stray = Caller.administratorOf(server, UUID.randomUUID());

        var refused = stray.post("/v1/members", Map.of("email", "a@example.com", "role", "owner"));

        assertThat(refused.status()).isEqualTo(404);
    }

    private Caller.Answer invite(String email, String role) {
        return administrator.post("/v1/members", Map.of("email", email, "role", role));
    }
}
