using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.Staging;

namespace EtlMesh.Notifier;

/// <summary>Tells people how a run ended: the report first, then each channel that asks for this kind of end.</summary>
public sealed class RunNotifier(IObjectStore store, BundleStore bundles, FactsReader facts, IEnumerable<IChannel> channels)
{
    private static readonly ActivitySource Effects = new("EtlMesh.Notifier");

    /// <returns>The report's key in the object store; null for a cancelled run, of which nothing is to remain.</returns>
    /// <exception cref="TransientEtlException">A channel's receiver did not take it now; the others were served.</exception>
    /// <exception cref="TerminalEtlException">A channel's receiver refuses it; the others were served.</exception>
    public async Task<string?> NotifyAsync(SendNotification command, CancellationToken ct)
    {
        var definition = (await bundles.OpenAsync(command, ct)).Definition;
        var report = command.Summary.State == nameof(NotifyEvent.Cancelled) ? null : await WriteReportAsync(command, definition, ct);
        var failures = new List<Exception>();
        foreach (var channel in definition.Notify.Where(channel => Asks(channel, command.Summary.State)))
        {
            try
            {
                using (Effects.StartActivity("notification.send")?.SetTag("etlmesh.channel", channel.Channel))
                    await channels.Single(known => known.Kind == channel.Channel).SendAsync(channel, command, report, ct);
            }
            catch (Exception failure) when (failure is TransientEtlException or TerminalEtlException)
            {
                failures.Add(failure); // the other channels are served all the same
            }
        }

        // What may still succeed is worth another try; receivers know what they have by its key.
        if ((failures.Find(failure => failure is TransientEtlException) ?? failures.FirstOrDefault()) is { } worst)
            ExceptionDispatchInfo.Throw(worst);
        return report;
    }

    private static bool Asks(NotifyDefinition channel, string state) =>
        Enum.TryParse<NotifyEvent>(state, out var end) && channel.On.Contains(end);

    private async Task<string> WriteReportAsync(SendNotification command, PipelineDefinition definition, CancellationToken ct)
    {
        using var effect = Effects.StartActivity("report.write");
        var known = await facts.ReadAsync(command, definition, ct);
        var name = string.Create(CultureInfo.InvariantCulture, $"{command.Summary.State.ToLowerInvariant()}.html");
        await using var write = await store.CreateAsync(LandingLayout.Report(AttemptPlace.Of(command), name), ct);
        await File.WriteAllTextAsync(write.LocalPath, RunReport.Render(command, known), ct);
        return (await write.CommitAsync(ct)).Key;
    }
}
