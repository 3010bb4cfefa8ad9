using System.Globalization;
using System.Text;
using EtlMesh.Extractor.Landing;
using EtlMesh.Extractor.Typing;

namespace EtlMesh.Extractor.MySql;

/// <summary>A column on its way from the server to its type.</summary>
internal sealed class ReadColumn
{
    private readonly bool isPoint;

    public ReadColumn(MySqlColumn source, TargetColumn target)
    {
        var bits = source.IsReal ? RealPoint.Parser(target.Type.Name) : null;
        (Source, isPoint, Parser) = (source, bits is not null, bits ?? target.Type.Parser);
    }

    public MySqlColumn Source { get; }

    /// <summary>Reads what <see cref="Selected"/> gives.</summary>
    public ValueParser Parser { get; }

    /// <summary>The column in a select list.</summary>
    public string Selected => isPoint ? RealPoint.Selected(Source) : Source.Selected;

    /// <summary>A value as text for people to read.</summary>
    /// <param name="value">As it came; a long text is cut by the caller.</param>
    public ReadOnlySpan<byte> Text(ReadOnlySpan<byte> value) =>
        isPoint && RealPoint.TryRead(value, out var number) ? Encoding.UTF8.GetBytes(number.ToString("R", CultureInfo.InvariantCulture)) : value;
}
