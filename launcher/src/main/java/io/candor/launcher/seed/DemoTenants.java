package io.candor.launcher.seed;

import java.util.List;
import java.util.UUID;

/** The tenants and people of the demo; the people are also in the realm file. */
public final class DemoTenants {
    /** The tenant that has an API key. */
    public static final UUID ACME = UUID.fromString("0197a000-0000-7000-8000-00000000acde");

    /** The tenant that must never see the first one's things. */
    public static final UUID NORTHWIND = UUID.fromString("0197a000-0000-7000-8000-0000000c1111");

    /** Everybody's password. */
    public static final String PASSWORD = "candor-demo";

    /** What a member may do; the demo's API key may do the same. */
    static final List<String> KEY_SCOPES = List.of(
            "assistant:read",
            "assistant:write",
            "usage:read",
            "decisions:read",
            "models:read",
            "models:infer",
            "tenant:read");

    static final List<Tenant> ALL = List.of(
            new Tenant(
                    ACME,
                    "Acme Bank",
                    "acme-bank",
                    "business",
                    List.of(
                            new Person("ada@acme.example", "owner"),
                            new Person("ben@acme.example", "member"),
                            new Person("olga@acme.example", "auditor"))),
            new Tenant(
                    NORTHWIND,
                    "Northwind Clinic",
                    "northwind-clinic",
                    "team",
                    List.of(new Person("carla@northwind.example", "owner"))));

    private DemoTenants() {}

    record Tenant(UUID id, String name, String slug, String plan, List<Person> people) {}

    record Person(String email, String role) {}
}
