using System.Globalization;

namespace EtlMesh.Warehouse;

/// <summary>A statement, and what in front of it is not its author's.</summary>
/// <param name="Head">Written by this program, with its line breaks.</param>
/// <param name="Body">The author's.</param>
internal sealed record Statement(string Head, string Body)
{
    public string Sql => Head + Body;

    /// <summary>The author's line that the server points to.</summary>
    /// <param name="position">A character of <see cref="Sql"/>, from 1; 0 for none.</param>
    /// <returns>As <c>line 3: from nowhere</c>; null when it points to none of them.</returns>
    public string? LineAt(int position)
    {
        var at = position - 1 - Head.Length;
        if (at < 0 || at > Body.Length)
            return null;
        var begin = at == 0 ? 0 : Body.LastIndexOf('\n', at - 1) + 1;
        var end = Body.IndexOf('\n', at);
        var number = 1 + Body.AsSpan(0, begin).Count('\n');
        return string.Create(CultureInfo.InvariantCulture, $"line {number}: {Body[begin..(end < 0 ? Body.Length : end)].Trim()}");
    }
}
