using System.Globalization;
using EtlMesh.Contracts;

namespace EtlMesh.Staging;

/// <summary>Where the objects of one attempt lie: <c>pipeline/date/attempt</c>; runs that share their date with others (a schedule more frequent than a day) add the run's id.</summary>
public readonly record struct AttemptPlace(string Pipeline, DateOnly RunDate, Guid RunId, int Attempt)
{
    private const string DateFormat = "yyyy-MM-dd";
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static AttemptPlace Of(RunMessage message) => new(message.Pipeline, message.RunDate, message.RunId, message.Attempt);

    /// <summary>The place of a date's only run.</summary>
    public static AttemptPlace Nightly(string pipeline, DateOnly runDate, int attempt) => new(pipeline, runDate, Contracts.RunId.Of(pipeline, runDate), attempt);

    /// <summary>The place of an object's key, <c>part/pipeline/date/attempt/…</c>; null when it lies in none.</summary>
    public static AttemptPlace? OfKey(string key)
    {
        if (key.Split('/') is not [_, var pipeline, var date, var last, _, ..] || !DateOnly.TryParseExact(date, DateFormat, Invariant, DateTimeStyles.None, out var runDate))
            return null;

        var words = last.Split('-', 2);
        if (!int.TryParse(words[0], NumberStyles.None, Invariant, out var attempt))
            return null;
        if (words.Length == 1)
            return Nightly(pipeline, runDate, attempt);
        return Guid.TryParseExact(words[1], "N", out var run) ? new AttemptPlace(pipeline, runDate, run, attempt) : null;
    }

    public override string ToString()
    {
        var night = string.Create(Invariant, $"{Pipeline}/{RunDate.ToString(DateFormat, Invariant)}/{Attempt}");
        return RunId == Contracts.RunId.Of(Pipeline, RunDate) ? night : $"{night}-{RunId:N}";
    }
}
