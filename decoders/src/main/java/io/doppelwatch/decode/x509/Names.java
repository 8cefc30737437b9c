// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.x509;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;

/** Names as text, the way Suricata's EVE shows them. */
final class Names {
    private static final Map<ASN1ObjectIdentifier, String> SHORT = Map.ofEntries(
            Map.entry(BCStyle.CN, "CN"),
            Map.entry(BCStyle.C, "C"),
            Map.entry(BCStyle.L, "L"),
            Map.entry(BCStyle.ST, "ST"),
            Map.entry(BCStyle.O, "O"),
            Map.entry(BCStyle.OU, "OU"),
            Map.entry(BCStyle.DC, "DC"),
            Map.entry(BCStyle.E, "Email"),
            Map.entry(BCStyle.SERIALNUMBER, "serialNumber"),
            Map.entry(BCStyle.STREET, "streetAddress"),
            Map.entry(BCStyle.SURNAME, "surname"),
            Map.entry(BCStyle.GIVENNAME, "givenName"),
            Map.entry(BCStyle.T, "title"),
            Map.entry(BCStyle.NAME, "name"),
            Map.entry(BCStyle.UID, "uid"),
            Map.entry(BCStyle.POSTAL_CODE, "postalCode"),
            Map.entry(BCStyle.BUSINESS_CATEGORY, "businessCategory"),
            Map.entry(BCStyle.ORGANIZATION_IDENTIFIER, "organizationIdentifier"),
            Map.entry(BCStyle.DN_QUALIFIER, "dnQualifier"),
            Map.entry(BCStyle.DESCRIPTION, "description"),
            Map.entry(BCStyle.UnstructuredName, "unstructuredName"));

    private Names() {}

    /** {@code C=US, O=Example, CN=hub.example}; several attributes of one RDN with {@code " + "} between. */
    static String text(X500Name name) {
        StringBuilder s = new StringBuilder();
        for (RDN rdn : name.getRDNs()) {
            s.append(s.isEmpty() ? "" : ", ");
            String separator = "";
            for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
                ASN1ObjectIdentifier type = attribute.getType();
                s.append(separator)
                        .append(SHORT.getOrDefault(type, type.getId()))
                        .append('=');
                s.append(value(attribute.getValue()));
                separator = " + ";
            }
        }
        return s.toString();
    }

    static List<String> commonNames(X500Name name) {
        List<String> names = new ArrayList<>();
        for (RDN rdn : name.getRDNs(BCStyle.CN)) {
            for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
                if (attribute.getType().equals(BCStyle.CN)) {
                    names.add(value(attribute.getValue()));
                }
            }
        }
        return names;
    }

    private static String value(ASN1Encodable value) {
        return value instanceof ASN1String text ? text.getString() : String.valueOf(value);
    }

    static AltName alt(GeneralName name) {
        ASN1Encodable value = name.getName();
        return switch (name.getTagNo()) {
            case GeneralName.dNSName -> new AltName(AltName.Kind.DNS, value(value));
            case GeneralName.uniformResourceIdentifier -> new AltName(AltName.Kind.URI, value(value));
            case GeneralName.rfc822Name -> new AltName(AltName.Kind.EMAIL, value(value));
            case GeneralName.iPAddress ->
                new AltName(
                        AltName.Kind.IP,
                        address(ASN1OctetString.getInstance(value).getOctets()));
            case GeneralName.directoryName -> new AltName(AltName.Kind.DIRECTORY, text(X500Name.getInstance(value)));
            case GeneralName.registeredID -> new AltName(AltName.Kind.REGISTERED_ID, value.toString());
            default -> new AltName(AltName.Kind.OTHER, String.valueOf(value));
        };
    }

    /** Dotted quad, eight groups of hex without compression, or plain hex for a length no address has. */
    private static String address(byte[] octets) {
        StringBuilder s = new StringBuilder();
        switch (octets.length) {
            case 4 -> {
                for (byte b : octets) {
                    s.append(s.isEmpty() ? "" : ".").append(b & 0xff);
                }
            }
            case 16 -> {
                for (int i = 0; i < 16; i += 2) {
                    s.append(i == 0 ? "" : ":");
                    s.append(Integer.toHexString((octets[i] & 0xff) << 8 | octets[i + 1] & 0xff));
                }
            }
            default -> s.append(HexFormat.of().formatHex(octets));
        }
        return s.toString();
    }
}
