using System.Globalization;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.Redshift;

/// <summary>Those who may read what is published, as GRANT names them.</summary>
/// <param name="Missing">Names that are no user's, role's or group's.</param>
/// <param name="Grantees">As <c>"ann"</c>, <c>role "bi"</c>, <c>group "old"</c>, <c>public</c>.</param>
internal sealed record Readers(IReadOnlyList<string> Missing, IReadOnlyList<string> Grantees)
{
    private static readonly (string Kind, string Select)[] Kinds =
    [
        ("user", "select usename from pg_user where usename in ({0})"),
        ("role", "select role_name from svv_roles where role_name in ({0})"),
        ("group", "select groname from pg_group where groname in ({0})"),
    ];

    public static async Task<Readers> OfAsync(Session session, IReadOnlyList<string> names, CancellationToken ct)
    {
        var missing = names.Where(name => name != "public").Distinct(StringComparer.Ordinal).ToList();
        var grantees = names.Where(name => name == "public").Distinct(StringComparer.Ordinal).ToList();
        foreach (var (kind, select) in Kinds)
        {
            if (missing.Count == 0)
                break;
            foreach (var row in await session.RowsAsync(select.Replace("{0}", Places(missing.Count), StringComparison.Ordinal), ct, [.. missing]))
            {
                var name = ((string)row[0]!).TrimEnd();
                missing.Remove(name);
                grantees.Add(Grantee(kind, name));
            }
        }

        return new Readers(missing, grantees);
    }

    /// <param name="kind">user, role, group or public.</param>
    public static string Grantee(string kind, string name) => kind switch
    {
        "public" => "public",
        "user" => Sql.Identifier(name),
        _ => $"{kind} {Sql.Identifier(name)}",
    };

    public static string Places(int count, int first = 1) =>
        string.Join(", ", Enumerable.Range(first, count).Select(place => string.Create(CultureInfo.InvariantCulture, $"${place}")));

    public IEnumerable<string> Schema(string schema) => Grantees.Select(grantee => $"grant usage on schema {Sql.Identifier(schema)} to {grantee}");

    public IEnumerable<string> View(PublishedView view) => Grantees.Select(grantee => $"grant select on {Objects.Quoted(view.Schema, view.Name)} to {grantee}");
}
