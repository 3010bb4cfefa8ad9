using System.Text.Unicode;
using EtlMesh.Contracts;
using EtlMesh.Extractor.Landing;
using EtlMesh.Extractor.Typing;
using EtlMesh.PostgresCopy;

namespace EtlMesh.Extractor.Postgres;

/// <summary>How a table's columns travel: in binary as the type that is wanted, or as the server's text, read as that type.</summary>
internal static class ReadPlan
{
    /// <exception cref="TerminalEtlException">The server has no such column any more.</exception>
    public static IReadOnlyList<CopyColumn> Of(ServerRelation relation, IReadOnlyList<TargetColumn> columns) => [.. columns.Select(column => Of(relation, column))];

    private static CopyColumn Of(ServerRelation relation, TargetColumn column)
    {
        var found = relation.Columns.FirstOrDefault(known => known.Name == column.Name)
            ?? relation.Columns.FirstOrDefault(known => known.Name.Equals(column.Name, StringComparison.OrdinalIgnoreCase))
            ?? throw new TerminalEtlException($"Reading {relation}: it has no column {column.Name} (it has {string.Join(", ", relation.Columns.Select(known => known.Name))}). Correct `columns:` in the pipeline file, or start a new attempt if the column was dropped just now.");
        return CopyColumn.Of(found, column.Landed.Type) ?? CopyColumn.OfText(found, column.Landed.Type, Parsed(column.Type.Parser));
    }

    private static FieldReader Parsed(ValueParser parser) => (value, column, row) => Utf8.IsValid(value) && parser.TryWrite(value, column, row);
}
