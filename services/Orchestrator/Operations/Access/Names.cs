using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace EtlMesh.Orchestrator.Operations;

/// <summary>Names and numbers of a call, checked before anything is done with them.</summary>
internal static partial class Names
{
    private const int MostRows = 1000;

    public static string Pipeline(string? name) => name is not null && PipelinePattern().IsMatch(name)
        ? name
        : throw Bad("the pipeline's name is none: it has 1 to 32 characters of a-z, 0-9 and -, the first a letter");

    public static Guid Run(string id) => Guid.TryParse(id, out var run)
        ? run
        : throw Bad("the run's id is none: take it from `etlmesh runs list`");

    public static string? State(string? state) => state is null || RunStates.All.Contains(state)
        ? state
        : throw Bad($"the state is none of {string.Join(", ", RunStates.All)}");

    /// <summary><c>nightly</c>, or a due instant such as <c>2026-11-21T02:15Z</c>.</summary>
    public static string Key(string? key) => key switch
    {
        null or Contracts.RunId.Nightly => Contracts.RunId.Nightly,
        _ when DateTime.TryParseExact(key, "yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => key,
        _ => throw Bad("the key is neither `nightly` nor a due instant such as 2026-11-21T02:15Z"),
    };

    public static int Limit(string? limit, int usual) => limit is null ? usual
        : int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows is > 0 and <= MostRows ? rows
        : throw Bad($"limit is not a number from 1 to {MostRows}");

    private static RefusedException Bad(string what) => new(StatusCodes.Status400BadRequest, $"Reading the call: {what}.");

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,31}\z")]
    private static partial Regex PipelinePattern();
}
