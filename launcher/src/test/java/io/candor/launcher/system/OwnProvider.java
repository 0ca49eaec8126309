package io.candor.launcher.system;

/** A customer's own identity provider. */
final class OwnProvider {
    /** What it says of itself. */
    static final String METADATA = """
            <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example/saml">
              <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
                <KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>
                  <X509Certificate>MIIB</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
                <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
                  Location="https://idp.example/redirect"/>
              </IDPSSODescriptor>
            </EntityDescriptor>
            """;

    private OwnProvider() {}
}
