using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using EtlMesh.Hosting;

namespace EtlMesh.EndToEnd.Tests;

public sealed partial class DurableEffectsTests : IDisposable
{
    /// <summary>Spans that are named as effects are, and are none.</summary>
    private static readonly string[] Others = ["attempt.stop"];

    private readonly Workplace place = CornerShop.Open();

    [Fact]
    public async Task EveryActivityNamedAsAnEffectIs_IsInTheListThatFaultsAreTakenFrom()
    {
        var heard = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name.StartsWith("EtlMesh.", StringComparison.Ordinal),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity => heard.TryAdd(activity.OperationName, activity.Source.Name),
        };
        ActivitySource.AddActivityListener(listener);

        (await place.RunHereAsync("run", place.Pipeline, "--date", CornerShop.FirstDay, "--output", "json")).ExpectExit(0);

        var effects = heard.Keys.Where(name => Effect().IsMatch(name)).Except(Others).ToList();
        Assert.Contains("release.commit", effects);
        Assert.Empty(effects.Except(DurableEffects.Names));
    }

    public void Dispose() => place.Dispose();

    [GeneratedRegex(@"\A[a-z]+\.[a-z]+\z")]
    private static partial Regex Effect();
}
