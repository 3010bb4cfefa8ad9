using System.Globalization;
using System.Text;
using EtlMesh.Nights.Tests.Source;

namespace EtlMesh.Nights.Tests.Stories;

/// <summary>The nights of a pipeline, one after the other.</summary>
/// <param name="Deltas">How many deltas a base may have before they become a new one.</param>
internal sealed record Story(TimeZoneInfo Zone, IReadOnlyList<TableShape> Tables, IReadOnlyList<Step> Steps, int Deltas = 8)
{
    /// <summary>The same nights, but the source never wrote one version of a row.</summary>
    public Story Without(int step, string table, RowVersion row)
    {
        if (step >= Steps.Count || !Steps[step].Changes.TryGetValue(table, out var rows))
            return this;
        var changes = Steps[step].Changes.ToDictionary();
        changes[table] = [.. rows.Where(other => !ReferenceEquals(other, row))];
        return this with { Steps = [.. Steps.Select((other, i) => i == step ? other with { Changes = changes } : other)] };
    }

    /// <summary>For people: what was written and what was run, a line each.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"Time zone {Zone.Id}, compacted beyond {Deltas} deltas");
        foreach (var table in Tables)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {table}");
        foreach (var (i, step) in Steps.Index())
        {
            foreach (var shape in step.Reshaped)
                text.AppendLine(CultureInfo.InvariantCulture, $"     now {shape}");
            foreach (var (name, rows) in step.Changes.Where(change => Tables.Any(table => table.Name == change.Key)))
            {
                foreach (var row in rows)
                    text.AppendLine(CultureInfo.InvariantCulture, $"     {name} <- {Describe(row, Tables.First(table => table.Name == name))}");
            }

            text.AppendLine(CultureInfo.InvariantCulture, $"{i + 1,3}. {TimeZoneInfo.ConvertTime(step.Now, Zone):yyyy-MM-dd HH:mm}  {step}");
        }

        return text.ToString();
    }

    private static string Describe(RowVersion row, TableShape shape)
    {
        var flags = new[] { row.Gone ? "gone" : "", row.Vanished ? "vanished" : "", row.Flaw == Flaw.None ? "" : $"{row.Flaw}" }.Where(flag => flag.Length > 0);
        return string.Join(' ', [$"{row.Id?.ToString(CultureInfo.InvariantCulture) ?? "NULL"}/{row.Part}", row.Mark is { } mark ? shape.Marks.Text(mark) : "NULL", $"{row.Amount} {row.Note}", .. flags]);
    }
}
