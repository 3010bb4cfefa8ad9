using System.Text.RegularExpressions;

namespace EtlMesh.Warehouse.Tests.Redshift;

/// <summary>What PostgreSQL takes and Redshift does not, or takes for something else.</summary>
internal static partial class DenyList
{
    private static readonly (string Pattern, string Why)[] Denied =
    [
        (@"\bon conflict\b", "there is no upsert"),
        (@"\breturning\b", "no statement returns what it changed"),
        (@"\bjsonb?\b", "JSON is SUPER or a text"),
        (@"\brow_to_json\b|\bto_json\b|\bjson_agg\b", "no such function"),
        (@"\bfor (update|share)\b|\bskip locked\b|\bnowait\b", "there are no row locks"),
        (@"\btruncate\b", "it commits the transaction that it is in"),
        (@"\bpg_(try_)?advisory", "there are no advisory locks"),
        (@"\bgenerate_series\b|\bunnest\b|\bstring_agg\b|\barray_agg\b", "not on the compute nodes, or not at all"),
        (@"\barray\s*\[|\b(any|all)\s*\(|\[\]", "there are no arrays"),
        (@"\bfilter\s*\(", "aggregates have no FILTER"),
        (@"\blateral\b", "there is no LATERAL"),
        (@"\bdistinct on\b", "there is no DISTINCT ON"),
        (@"\bis (not )?distinct from\b", "no comparison of NULLs"),
        (@"\bdeferrable\b|\binitially\b|\bprimary key\b|\bunique\b|\breferences\b|\bcheck\s*\(", "constraints are trusted and not enforced"),
        (@"\bcreate (unique )?index\b", "there are no indexes"),
        (@"\b(not )?materialized\b", "common tables have no such word"),
        (@"\bfrom\s*\(\s*values\b", "VALUES is no relation"),
        (@"\bselect from\b", "a list of columns may not be empty"),
        (@"\bcollate\b", "not within an expression"),
        (@"\bdo\s*\$", "there are no anonymous blocks"),
        (@"\bset local\b|\bsavepoint\b|\block_timeout\b", "not there"),
        (@"\bon commit\b|\binherits\b|\btablespace\b", "not for tables"),
        (@"\b(serial|bytea|uuid|money|xml|inet|hstore|tsvector)\b", "no such type"),
        (@"::\s*(text|varchar)\b(?!\s*\()|\bas (text|varchar|character varying)\s*\)|\btext\b", "a varchar without a length has 256 bytes"),
        (@"\b(snapshot|tag|backup|delta|recover|wallet|percent|permissions|parallel|resort|restore|explicit|new|old|only|open|raw)\b", "a reserved word is quoted as a name"),
        (@"\bfirst_value\s*\([^)]*\)\s*over\s*\((?![^)]*\brows between\b)", "a window function with an order needs a frame"),
        (@"\bvacuum\b|\banalyze\b", "not within a transaction"),
        (@"\balter table\b[^;]*\b(alter|append)\b", "tables of a release are never altered"),
    ];

    /// <exception cref="InvalidOperationException">It holds what Redshift does not take.</exception>
    public static void Check(string sql)
    {
        var bare = Quoted().Replace(sql, "''");
        foreach (var (pattern, why) in Denied)
            if (Regex.Match(bare, pattern, RegexOptions.IgnoreCase) is { Success: true } match)
                throw new InvalidOperationException($"`{match.Value}` is not for Redshift ({why}):\n{sql}");
    }

    [GeneratedRegex("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")]
    private static partial Regex Quoted();
}
