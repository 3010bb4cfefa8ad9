using System.Text;
using EtlMesh.Contracts;

namespace EtlMesh.Extractor.MySql;

/// <summary>A column that slices are cut by.</summary>
/// <param name="Name">The column.</param>
/// <param name="Kind">How its values are written.</param>
public sealed record KeyPart(string Name, KeyKind Kind)
{
    /// <summary>Null for types that no range can be told of by their text.</summary>
    internal static KeyPart? Of(MySqlColumn column) => column switch
    {
        { IsInteger: true } or { Kind: "decimal" or "year" } => new(column.Name, KeyKind.Number),
        { IsText: true } => new(column.Name, KeyKind.Text),
        { IsBinary: true } => new(column.Name, KeyKind.Binary),
        { IsDate: true } or { Kind: "time" or "uuid" } => new(column.Name, KeyKind.Word),
        _ => null,
    };

    /// <summary>A value as the server sent it, as a literal.</summary>
    /// <exception cref="TerminalEtlException">It is no value of this kind.</exception>
    internal string Literal(string value) => Kind switch
    {
        KeyKind.Number when value.All(c => char.IsAsciiDigit(c) || c is '-' or '.') && value.Length > 0 => value,
        KeyKind.Word when value.All(c => char.IsAsciiHexDigit(c) || c is '-' or ':' or '.' or ' ') && value.Length > 0 => $"'{value}'",
        KeyKind.Text => MySqlText.Literal(value),
        KeyKind.Binary => MySqlText.Binary(Convert.FromBase64String(value)),
        _ => throw new TerminalEtlException($"Reading a slice's description: `{value}` is no value of the key {Name}; start a new attempt."),
    };

    /// <summary>A value of a row as slices keep it.</summary>
    internal string Value(ReadOnlySpan<byte> bytes) => Kind == KeyKind.Binary ? Convert.ToBase64String(bytes) : Encoding.UTF8.GetString(bytes);
}
