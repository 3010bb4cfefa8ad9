using System.Text.Json;

namespace EtlMesh.Nights.Tests.Source;

/// <summary>A table in its source: everything that was ever written, and the files it delivers.</summary>
internal sealed class SourceTable(TableShape shape)
{
    private readonly List<IReadOnlyList<RowVersion>> nights = [];

    /// <summary>As the pipeline file describes it now.</summary>
    public TableShape Shape { get; set; } = shape;

    /// <summary>All versions, in the order they were written.</summary>
    public IEnumerable<RowVersion> History => nights.SelectMany(night => night);

    public void Write(IReadOnlyList<RowVersion> changes) => nights.Add(changes);

    /// <summary>The records of the files that are there now.</summary>
    public IReadOnlyList<RowVersion> Delivered => [.. Files.SelectMany(file => file.Records)];

    private IEnumerable<(string Name, IEnumerable<RowVersion> Records)> Files => Shape.Delivery == Delivery.CurrentRows
        ? [($"{Shape.Name}.{Shape.Extension}", Current)]
        : nights.Select((night, i) => (FormattableString.Invariant($"{Shape.Name}-{i:D3}.{Shape.Extension}"), night.AsEnumerable()));

    /// <summary>Each row's last version; a table without a key only ever gains rows.</summary>
    private IEnumerable<RowVersion> Current => Shape.Keyed
        ? History.GroupBy(version => version.Identity).Select(versions => versions.Last()).Where(version => !version.Vanished)
        : History;

    /// <summary>Replaces the table's files in a folder.</summary>
    public async Task DeliverAsync(string folder)
    {
        foreach (var (name, records) in Files)
        {
            var lines = records.Select(row => Shape.Json ? JsonOf(row) : CsvOf(row));
            if (!Shape.Json)
                lines = lines.Prepend(string.Join(',', Shape.Columns.Select(column => column.Name)));
            await File.WriteAllLinesAsync(Path.Combine(folder, name), lines);
        }
    }

    private string CsvOf(RowVersion row) => string.Join(',', Shape.Columns.Select(column => Value(row, column.Name)));

    private string JsonOf(RowVersion row) =>
        $"{{{string.Join(',', Shape.Columns.Select(column => $"\"{column.Name}\":{Literal(Value(row, column.Name), column.Type)}"))}}}";

    private static string Literal(string? value, string type) =>
        value is null ? "null" : type is "boolean" || (type is "bigint" && long.TryParse(value, out _)) ? value : JsonSerializer.Serialize(value);

    private string? Value(RowVersion row, string column) => column switch
    {
        "id" => row.Id is { } id ? FormattableString.Invariant($"{id}") : null,
        "part" => row.Part,
        "changed" => row.Flaw == Flaw.UnreadableWatermark ? "soon" : row.Mark is { } mark ? Shape.Marks.Text(mark) : null,
        "amount" => row.Flaw == Flaw.UnreadableAmount ? "much" : FormattableString.Invariant($"{row.Amount}"),
        "gone" => row.Gone ? "true" : "false",
        _ => row.Note,
    };
}
