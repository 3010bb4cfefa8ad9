using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>The names of things in a warehouse, unquoted, at most 63 characters. A name that would be longer loses its middle to a hash; its uid stays.</summary>
public static class Names
{
    /// <summary>The schema of a model that names none.</summary>
    public const string DefaultSchema = "main";

    /// <summary>The schema of what EtlMesh knows.</summary>
    public const string EtlSchema = "etl";

    /// <summary>What names of <see cref="SegmentPart"/> look like, as PostgreSQL's regular expression.</summary>
    internal const string SegmentParts = "^part__[a-z0-9]{12,32}__[0-9]+$";

    private const int Longest = 63;
    private const int HashLength = 8;
    private static readonly string[] Reserved = [EtlSchema, "main", "temp", "system", "information_schema", "pg_catalog"];

    /// <summary>The pipeline's name as part of schema names: <c>-</c> becomes <c>_</c>.</summary>
    /// <exception cref="TerminalEtlException">The name cannot be a schema's.</exception>
    public static string Pipeline(string pipeline)
    {
        var name = pipeline.Replace('-', '_');
        var wellFormed = name.Length is > 0 and <= 32 && char.IsAsciiLetterLower(name[0]) && !name.EndsWith('_')
            && !name.Contains("__", StringComparison.Ordinal) && name.All(c => c == '_' || char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));
        if (!wellFormed || Reserved.Contains(name))
            throw new TerminalEtlException(
                $"Naming the schemas of pipeline `{pipeline}`: the name is reserved or not of the form [a-z][a-z0-9-]{{0,31}} with single dashes. Rename the pipeline.");
        return name;
    }

    /// <summary>The schema of the pipeline's segments.</summary>
    public static string RawSchema(string pipeline) => "raw__" + Pipeline(pipeline);

    /// <summary>A segment's table in <see cref="RawSchema"/>.</summary>
    public static string Segment(string source, string table, string uid) => Fit($"{source}__{table}", "__" + Checked(uid));

    /// <summary>A table that is part of a segment, beside <see cref="Segment"/>'s own.</summary>
    /// <param name="k">From 2.</param>
    internal static string SegmentPart(string uid, int k) => string.Create(CultureInfo.InvariantCulture, $"part__{Checked(uid)}__{k}");

    internal static bool IsPartOf(string uid, string table) => table.StartsWith($"part__{Checked(uid)}__", StringComparison.Ordinal);

    internal static string UidOfPart(string table) => table.Split("__")[1];

    public static string CandidateSchema(string pipeline, string uid) => Fit(Pipeline(pipeline), "__" + Checked(uid));

    /// <summary>A model's object in a candidate schema.</summary>
    public static string Model(string schema, string alias) => Fit($"{schema}__{alias}", "");

    /// <summary>A <c>source()</c> view in a candidate schema.</summary>
    public static string Source(string source, string table) => Fit($"source__{source}__{table}", "");

    /// <summary>The schema where readers find a model; the object there has the model's alias.</summary>
    public static string PublishedSchema(string pipeline, string schema) =>
        schema == DefaultSchema ? Pipeline(pipeline) : Fit($"{Pipeline(pipeline)}_{schema}", "");

    /// <summary>The schema of kept failing rows.</summary>
    public static string FailuresSchema(string pipeline) => "failures__" + Pipeline(pipeline);

    /// <summary>The table of a check's failing rows in <see cref="FailuresSchema"/>.</summary>
    public static string Failures(string checkId, Guid runId, int attempt) => Fit(checkId, "__" + AttemptUid(runId, attempt));

    /// <summary>An attempt in 12 characters, at the end of the names of what it keeps.</summary>
    public static string AttemptUid(Guid runId, int attempt) =>
        Hash(string.Create(CultureInfo.InvariantCulture, $"{runId:N}/{attempt}"), 12);

    private static string Fit(string name, string end)
    {
        if (name.Length + end.Length <= Longest)
            return name + end;
        return name[..(Longest - end.Length - HashLength - 1)] + "_" + Hash(name, HashLength) + end;
    }

    private static string Checked(string uid) =>
        uid.Length is >= 12 and <= 32 && uid.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
            ? uid
            : throw new ArgumentException($"A uid is 12 to 32 characters of [a-z0-9], not `{uid}`.", nameof(uid));

    private static string Hash(string text, int length) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..length];
}
