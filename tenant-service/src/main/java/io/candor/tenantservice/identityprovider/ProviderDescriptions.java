package io.candor.tenantservice.identityprovider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.identityprovider.IdentityProviderController.Oidc;
import io.candor.tenantservice.identityprovider.IdentityProviderController.Saml;
import io.candor.tenantservice.identityprovider.IdentityProviderService.Description;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** Reads what a provider says of itself: OpenID Connect Discovery 1.0 section 4, SAML 2.0 metadata. */
@Singleton
class ProviderDescriptions {
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final PublicAddresses addresses;
    private final ObjectMapper json;

    ProviderDescriptions(PublicAddresses addresses, ObjectMapper json) {
        this.addresses = addresses;
        this.json = json;
    }

    /**
     * Describes an OpenID provider. The addresses that it names are those that Keycloak will ask, so each must be public.
     *
     * @throws ProblemException 400 naming {@code oidc.issuer}
     */
    Description ofOidc(Oidc oidc) {
        var field = "oidc.issuer";
        var issuer = oidc.issuer().replaceAll("/+$", "");
        var document = read(field, addresses.fetch(field, issuer + DISCOVERY));
        if (!document.path("issuer").asText().replaceAll("/+$", "").equals(issuer)) {
            throw ProblemException.invalid(field, "is not the issuer that its discovery document names");
        }
        var settings = new HashMap<>(Map.of(
                "clientId", oidc.clientId(),
                "clientSecret", oidc.clientSecret(),
                "clientAuthMethod", "client_secret_basic",
                "issuer", document.path("issuer").asText(),
                "defaultScope", "openid email profile",
                "validateSignature", "true",
                "useJwksUrl", "true",
                "pkceEnabled", "true",
                "pkceMethod", "S256"));
        settings.put("authorizationUrl", endpoint(field, document, "authorization_endpoint"));
        settings.put("tokenUrl", endpoint(field, document, "token_endpoint"));
        settings.put("jwksUrl", endpoint(field, document, "jwks_uri"));
        if (document.hasNonNull("userinfo_endpoint")) {
            settings.put("userInfoUrl", endpoint(field, document, "userinfo_endpoint"));
        }
        return new Description("oidc", document.path("issuer").asText(), settings);
    }

    /**
     * Describes a SAML provider; its assertions must be signed.
     *
     * @throws ProblemException 400 naming the field of {@code saml} that is wrong
     */
    Description ofSaml(Saml saml, String entityId) {
        if ((saml.metadataUrl() == null) == (saml.metadataXml() == null)) {
            throw ProblemException.invalid("saml", "must have either metadata_url or metadata_xml");
        }
        var field = saml.metadataUrl() == null ? "saml.metadata_xml" : "saml.metadata_url";
        var text = saml.metadataUrl() == null ? saml.metadataXml() : addresses.fetch(field, saml.metadataUrl());
        var metadata = SamlMetadata.parse(field, String.valueOf(text));
        addresses.requireWellFormed(field, metadata.signOnUrl());
        return new Description(
                "saml",
                metadata.entityId(),
                Map.of(
                        "entityId",
                        entityId,
                        "idpEntityId",
                        metadata.entityId(),
                        "singleSignOnServiceUrl",
                        metadata.signOnUrl(),
                        "postBindingAuthnRequest",
                        Boolean.toString(metadata.post()),
                        "postBindingResponse",
                        "true",
                        "signingCertificate",
                        String.join(",", metadata.certificates()),
                        "validateSignature",
                        "true",
                        "wantAssertionsSigned",
                        "true",
                        "nameIDPolicyFormat",
                        "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
                        "principalType",
                        "SUBJECT"));
    }

    private String endpoint(String field, JsonNode document, String name) {
        var address = document.path(name).asText();
        addresses.requirePublic(field, address);
        return address;
    }

    private JsonNode read(String field, String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw ProblemException.invalid(field, "has a discovery document that is no JSON");
        }
    }
}
