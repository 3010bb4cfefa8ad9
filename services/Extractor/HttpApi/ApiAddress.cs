using System.Text;

namespace EtlMesh.Extractor.HttpApi;

/// <summary>Addresses below a connection.</summary>
internal static class ApiAddress
{
    /// <summary>What may be shown of an address: no user, no parameters.</summary>
    public static string Shown(Uri address) => address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <summary>A path below the connection's, with parameters behind those that the connection has.</summary>
    public static Uri Below(Uri connection, string path, IEnumerable<(string Name, string Value)> parameters)
    {
        var builder = new UriBuilder(connection) { UserName = "", Password = "" };
        builder.Path = builder.Path.TrimEnd('/') + "/" + path;
        return With(builder.Uri, parameters);
    }

    /// <summary>An address with more parameters.</summary>
    public static Uri With(Uri address, IEnumerable<(string Name, string Value)> parameters)
    {
        var query = new StringBuilder(address.Query.TrimStart('?'));
        foreach (var (name, value) in parameters)
            query.Append(query.Length > 0 ? "&" : "").Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        return new UriBuilder(address) { Query = query.ToString() }.Uri;
    }

    /// <summary>Whether an address has a parameter of that name.</summary>
    public static bool Names(Uri address, string name) =>
        address.Query.TrimStart('?').Split('&').Any(pair => Uri.UnescapeDataString(pair.Split('=', 2)[0].Replace('+', ' ')) == name);

    public static bool IsSameHost(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port && one.IdnHost.Equals(other.IdnHost, StringComparison.OrdinalIgnoreCase);
}
