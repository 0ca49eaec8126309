package io.candor.tenantservice.identityprovider;

import io.candor.platform.web.ProblemException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * What SAML 2.0 metadata say of an identity provider ({@code IDPSSODescriptor}).
 *
 * @param post whether people are sent to {@code signOnUrl} by a form instead of a redirect
 * @param certificates those that sign, in base 64
 */
record SamlMetadata(String entityId, String signOnUrl, boolean post, List<String> certificates) {
    private static final String METADATA = "urn:oasis:names:tc:SAML:2.0:metadata";
    private static final String SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";
    private static final String BINDING = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-";

    SamlMetadata {
        certificates = List.copyOf(certificates);
    }

    /**
     * Reads metadata; document types, and so external entities, are refused.
     *
     * @throws ProblemException 400 naming {@code field}
     */
    static SamlMetadata parse(String field, String text) {
        var document = document(field, text);
        var providers = document.getElementsByTagNameNS(METADATA, "IDPSSODescriptor");
        var entity = document.getDocumentElement().getAttribute("entityID");
        if (providers.getLength() != 1 || entity.isBlank()) {
            throw ProblemException.invalid(field, "must describe one identity provider");
        }
        var provider = (Element) providers.item(0);
        var redirect = signOn(provider, "Redirect");
        var post = signOn(provider, "POST");
        var certificates = certificates(provider);
        if (redirect.isEmpty() && post.isEmpty()) {
            throw ProblemException.invalid(field, "must have a SingleSignOnService by redirect or form");
        }
        if (certificates.isEmpty()) {
            throw ProblemException.invalid(field, "must have the certificate that signs");
        }
        return new SamlMetadata(entity, redirect.isEmpty() ? post : redirect, redirect.isEmpty(), certificates);
    }

    private static Document document(String field, String text) {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(text)));
        } catch (SAXException | IOException e) {
            throw ProblemException.invalid(field, "is no XML without a document type");
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("The JDK's XML parser knows these features", e);
        }
    }

    private static String signOn(Element provider, String binding) {
        var services = provider.getElementsByTagNameNS(METADATA, "SingleSignOnService");
        for (var i = 0; i < services.getLength(); i++) {
            var service = (Element) services.item(i);
            if (service.getAttribute("Binding").equals(BINDING + binding)) {
                return service.getAttribute("Location");
            }
        }
        return "";
    }

    private static List<String> certificates(Element provider) {
        var found = new ArrayList<String>();
        var keys = provider.getElementsByTagNameNS(METADATA, "KeyDescriptor");
        for (var i = 0; i < keys.getLength(); i++) {
            var key = (Element) keys.item(i);
            if (!key.getAttribute("use").equals("encryption")) {
                var certificates = key.getElementsByTagNameNS(SIGNATURE, "X509Certificate");
                for (var c = 0; c < certificates.getLength(); c++) {
                    found.add(certificates.item(c).getTextContent().replaceAll("\\s", ""));
                }
            }
        }
        return found;
    }
}
