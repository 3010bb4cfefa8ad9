using System.Net;

namespace EtlMesh.Notifier;

/// <summary>Text inside a page.</summary>
public static class Html
{
    /// <summary>What stands where there is no value.</summary>
    public const string Nothing = "–";

    /// <returns>The text, safe between tags and in quoted attributes.</returns>
    public static string Escape(string text) => WebUtility.HtmlEncode(text);
}
