using System.Globalization;
using System.Text.RegularExpressions;

namespace EtlMesh.Cli;

/// <summary>One fault to be injected at the boundary of a durable effect; the text of <c>ETLMESH_FAULT</c>. A testing aid, off unless set.</summary>
/// <param name="Pause">True blocks the effect until the run is cancelled; false kills the process.</param>
/// <param name="AtStop">True strikes after the effect is durable and before anybody is told; false in the middle of it.</param>
/// <param name="Activity">The effect's activity, such as <c>segment.commit</c>.</param>
/// <param name="Occurrence">Which of the activities of that name is struck, from 1.</param>
public sealed partial record FaultPlan(bool Pause, bool AtStop, string Activity, int Occurrence)
{
    public const string Variable = "ETLMESH_FAULT";

    /// <summary>Reads <c>kill@start:activity</c>, <c>pause@stop:activity#k</c> and their like.</summary>
    /// <exception cref="UsageException">The text is not of that form.</exception>
    public static FaultPlan Parse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success)
            throw new UsageException($"{Variable}={text}: not a fault; write kill@start:<activity>, kill@stop:<activity>, pause@start:<activity> or pause@stop:<activity>, with #k for the k-th.");

        var occurrence = match.Groups["k"] is { Success: true } k ? int.Parse(k.Value, CultureInfo.InvariantCulture) : 1;
        return new FaultPlan(match.Groups["what"].Value == "pause", match.Groups["edge"].Value == "stop", match.Groups["activity"].Value, occurrence);
    }

    [GeneratedRegex(@"\A(?<what>kill|pause)@(?<edge>start|stop):(?<activity>[a-z][a-z.]*)(#(?<k>[1-9][0-9]{0,5}))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
