using System.Globalization;
using System.Text.RegularExpressions;
using EtlMesh.Contracts;

namespace EtlMesh.Hosting;

/// <summary>One fault to be injected at a boundary of a durable effect; the text of <c>ETLMESH_FAULT</c>. A testing aid, off unless set.</summary>
/// <param name="Action">What is done there.</param>
/// <param name="Effect">A name of <see cref="DurableEffects"/>; null where every effect counts.</param>
/// <param name="AtStop">True strikes after the effect is durable and before anybody is told; false in the middle of it. Without meaning where every effect counts.</param>
/// <param name="Occurrence">Which of the boundaries that are meant is struck, from 1.</param>
public sealed partial record FaultPlan(FaultAction Action, string? Effect, bool AtStop, int Occurrence)
{
    public const string Variable = "ETLMESH_FAULT";

    /// <summary>Reads plans with commas between them; each counts on its own.</summary>
    /// <exception cref="TerminalEtlException">One of them is not of that form, or there is no such effect.</exception>
    public static IReadOnlyList<FaultPlan> ParseAll(string text) => [.. text.Split(',').Select(Parse)];

    /// <summary>Reads <c>kill@start:effect</c>, <c>pause@stop:effect#k</c>, <c>kill@boundary#k</c>, <c>list</c> and their like.</summary>
    /// <exception cref="TerminalEtlException">The text is not of that form, or there is no such effect.</exception>
    public static FaultPlan Parse(string text)
    {
        if (text == "list")
            return new FaultPlan(FaultAction.List, null, false, 0);

        var match = Form().Match(text);
        if (!match.Success)
            throw new TerminalEtlException($"{Variable}={text}: not a fault; write kill@start:<effect>, kill@stop:<effect>, pause@start:<effect> or pause@stop:<effect>, with #k for the k-th, kill@boundary#k or pause@boundary#k for the k-th of all, or list.");

        var effect = match.Groups["effect"] is { Success: true } named ? named.Value : null;
        if (effect is not null && !DurableEffects.Names.Contains(effect))
            throw new TerminalEtlException($"{Variable}={text}: there is no effect {effect}; write one of {string.Join(", ", DurableEffects.Names.Order(StringComparer.Ordinal))}.");

        var occurrence = match.Groups["k"] is { Success: true } k ? int.Parse(k.Value, CultureInfo.InvariantCulture) : 1;
        return new FaultPlan(match.Groups["what"].Value == "pause" ? FaultAction.Pause : FaultAction.Kill, effect, match.Groups["edge"].Value == "stop", occurrence);
    }

    /// <summary>Whether a boundary is one of those that are counted towards <see cref="Occurrence"/>.</summary>
    public bool Counts(EffectBoundary boundary) => Effect is null || (boundary.Effect == Effect && boundary.AtStop == AtStop);

    [GeneratedRegex(@"\A(?<what>kill|pause)@(boundary#(?<k>[1-9][0-9]{0,5})|(?<edge>start|stop):(?<effect>[a-z][a-z.]*)(#(?<k>[1-9][0-9]{0,5}))?)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
