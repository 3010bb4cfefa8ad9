using System.Collections.Immutable;
using System.Globalization;
using EtlMesh.Pipelines;

namespace EtlMesh.Cli;

/// <summary>Reads <c>--replicas loader=2</c>.</summary>
public static class Replicas
{
    private const int Most = 16;

    /// <exception cref="UsageException">One of the words is not of that form.</exception>
    public static ImmutableSortedDictionary<string, int> Parse(IEnumerable<string> words) =>
        words.Select(Parse).Aggregate(ImmutableSortedDictionary<string, int>.Empty, (all, one) => all.SetItem(one.Service, one.Count));

    private static (string Service, int Count) Parse(string word)
    {
        var parts = word.Split('=');
        var names = ServiceKind.All.Select(service => service.Name).ToList();
        if (parts.Length != 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > Most)
            throw new UsageException($"--replicas {word}: write a service and a number from 1 to {Most}, such as loader=2.");
        return names.Contains(parts[0])
            ? (parts[0], count)
            : throw new UsageException($"--replicas {word}: there is no service {parts[0]}; {Nearest.Remedy(parts[0], names, "the services are")}");
    }
}
