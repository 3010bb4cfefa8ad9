using System.Globalization;
using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>What holds for exports on every engine.</summary>
internal static class ExportRules
{
    /// <summary>How a row becomes text for the digest: its values with their names and lengths, so that no two rows run together alike. The version of this rule is part of each digest.</summary>
    public const string DigestVersion = "1";

    /// <summary>A partition from a row of date, count and the two halves of the digest.</summary>
    /// <exception cref="TerminalEtlException">The rows are in no partition.</exception>
    public static ExportedPartition Partition(ExportSpec spec, string engine, object? date, long rows, string upper, string lower)
    {
        if (spec.PartitionBy is not null && date is not DateOnly)
            throw new TerminalEtlException(string.Create(CultureInfo.InvariantCulture,
                $"Parting model {spec.Model} by {spec.PartitionBy}: {rows} rows have {(date is null ? "none" : $"{date}")}, which is in no partition. Give these rows a date in the model, or leave them out, and test the column with not_null."));
        return new ExportedPartition(date as DateOnly?, rows, $"{engine}/{DigestVersion}:{upper}:{lower}");
    }

    /// <summary>The columns as the digest takes them, in an order that does not depend on the model's.</summary>
    public static IEnumerable<ColumnSpec> Digested(ExportSpec spec) => spec.Columns.OrderBy(column => column.Name, StringComparer.Ordinal);

    public static string Word(ExportGranularity granularity) => granularity switch
    {
        ExportGranularity.Month => "month",
        ExportGranularity.Year => "year",
        _ => "day",
    };

    public static TerminalEtlException Missing(string candidate, string model) =>
        new($"Exporting model {model}: candidate {candidate} has none of that name. Correct `lake:` in the pipeline file, and run the night again.");
}
