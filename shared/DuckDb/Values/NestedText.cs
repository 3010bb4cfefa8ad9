using System.Buffers;
using System.Text;
using EtlMesh.DuckDb.Engine;

namespace EtlMesh.DuckDb;

/// <summary>Lists, arrays, maps, structs and unions as text: <c>[1, NULL]</c>, <c>{'a': 1}</c>, <c>{k=v}</c>.</summary>
internal static class NestedText
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",[]{}()=:'\"\\");

    public static string Of(DuckDbVector vector, int row)
    {
        var text = new StringBuilder();
        Append(text, vector, row, quoted: false);
        return text.ToString();
    }

    private static void Append(StringBuilder text, DuckDbVector vector, int row, bool quoted)
    {
        if (vector.IsNull(row))
        {
            text.Append("NULL");
            return;
        }

        switch (vector.Type.Id)
        {
            case DuckDbTypeId.List:
                Elements(text, vector.Child(0), vector.Get<(long Offset, long Length)>(row));
                break;
            case DuckDbTypeId.Array:
                Elements(text, vector.Child(0), ((long)row * vector.Type.ArraySize, vector.Type.ArraySize));
                break;
            case DuckDbTypeId.Map:
                Entries(text, vector.Child(0), vector.Get<(long Offset, long Length)>(row));
                break;
            case DuckDbTypeId.Struct:
                Members(text, vector, row);
                break;
            case DuckDbTypeId.Union:
                Append(text, vector.Child(vector.Child(0).Get<byte>(row) + 1), row, quoted);
                break;
            default:
                text.Append(quoted ? Quote(VectorText.Of(vector, row)) : VectorText.Of(vector, row));
                break;
        }
    }

    private static void Elements(StringBuilder text, DuckDbVector child, (long Offset, long Length) range)
    {
        text.Append('[');
        for (var i = 0; i < range.Length; i++)
        {
            if (i > 0)
                text.Append(", ");
            Append(text, child, (int)range.Offset + i, quoted: true);
        }

        text.Append(']');
    }

    private static void Entries(StringBuilder text, DuckDbVector entry, (long Offset, long Length) range)
    {
        text.Append('{');
        for (var i = 0; i < range.Length; i++)
        {
            if (i > 0)
                text.Append(", ");
            Append(text, entry.Child(0), (int)range.Offset + i, quoted: true);
            text.Append('=');
            Append(text, entry.Child(1), (int)range.Offset + i, quoted: true);
        }

        text.Append('}');
    }

    private static void Members(StringBuilder text, DuckDbVector vector, int row)
    {
        text.Append('{');
        for (var i = 0; i < vector.Type.Children.Count; i++)
        {
            if (i > 0)
                text.Append(", ");
            text.Append('\'').Append(vector.Type.Children[i].Name.Replace("'", "\\'", StringComparison.Ordinal)).Append("': ");
            Append(text, vector.Child(i), row, quoted: true);
        }

        text.Append('}');
    }

    private static string Quote(string text)
    {
        var plain = text.Length > 0 && !text.AsSpan().ContainsAny(Special) && text.AsSpan().Trim().Length == text.Length
            && !text.Equals("null", StringComparison.OrdinalIgnoreCase);
        return plain ? text : $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
    }
}
