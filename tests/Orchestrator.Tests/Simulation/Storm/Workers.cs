using EtlMesh.Contracts;

namespace EtlMesh.Orchestrator.Tests.Simulation.Storm;

/// <summary>The services: they do what they are asked, or fail, or die of it.</summary>
internal sealed class Workers(Chance chance, Weather weather, Truth truth)
{
    private int _executions;

    /// <summary>What a command brings about and what is answered. One that comes again is done again.</summary>
    public IReadOnlyList<object> Answer(StageCommand command, string service)
    {
        // One trouble is the end of a compensation, so a night would hardly ever come through four of them.
        var calm = command is DiscardAttempt ? 0.2 : 1;
        if (chance.Of(calm * weather.Lost))
            return chance.Of(0.5) ? [] : Unheard(command, service);
        if (chance.Of(calm * weather.Terminal))
            return [Faults.TerminalOf(command)];
        if (!chance.Of(calm * weather.Transient))
            return Work(command, service);
        // It may have failed after the effect, and it may be done again before anybody hears of the fault.
        var done = chance.Of(0.5) ? Work(command, service) : [];
        return [Faults.TransientOf(command), .. chance.Of(0.3) ? done : []];
    }

    private IReadOnlyList<object> Unheard(StageCommand command, string service)
    {
        Work(command, service);
        return [];
    }

    private IReadOnlyList<object> Work(StageCommand command, string service)
    {
        // A process that has discarded an attempt absorbs what comes for it; another process of the service does not know.
        if (command is not DiscardAttempt and not CloseAttempt and not SendNotification && truth.Discarded.Contains((command.Attempt, service)) && chance.Of(0.5))
            return [];
        switch (command)
        {
            case OpenAttempt open: return [truth.Open(open)];
            case ProbeSource probe: return [Probe(probe)];
            case PlanTable plan: return [Plan(plan)];
            case ExtractSlice slice: return [Extract(slice)];
            case LoadTable load: return [truth.Load(load)];
            case BuildCandidate build: return [truth.Seal(build)];
            case CheckCandidate check: return [truth.Check(check, passed: !chance.Of(weather.GateSaysNo))];
            case PublishRelease publish:
                if (chance.Of(weather.Rival))
                    truth.PublishRival();
                return [truth.Publish(publish)];
            case InquireRelease inquire: return [truth.Inquire(inquire)];
            case DiscardAttempt discard: return [chance.Of(weather.Refusal) ? New.CompensationFailed(discard) with { Service = service } : truth.Discard(discard, service)];
            case CloseAttempt close: return [truth.Close(close)];
            case SendNotification send:
                truth.Told.Add((send.Attempt, send.Summary.State));
                return [New.NotificationSent(send)];
            default: throw new NotSupportedException($"No service is asked for {command.GetType().Name}.");
        }
    }

    private object Probe(ProbeSource probe)
    {
        if (chance.Of(weather.NotReady))
            return New.SourceNotReady(probe);
        truth.SourcesSeen.Add(probe.Attempt);
        return New.SourceReady(probe);
    }

    /// <summary>The source has changed each time that a table is planned.</summary>
    private TablePlanned Plan(PlanTable command)
    {
        var plan = $"{command.Table} as planned in execution {++_executions}";
        var slices = Enumerable.Range(1, chance.Between(0, 4)).Select(_ => plan).ToList();
        truth.Plans[plan] = slices.Count;
        return New.TablePlanned(command, 0) with { Slices = slices };
    }

    /// <summary>Every execution finds other rows.</summary>
    private SliceExtracted Extract(ExtractSlice command)
    {
        var (rows, quarantined) = (chance.Between(0, 100), chance.Between(0, 3));
        var landed = $"{command.Slice}/{command.K}-{++_executions}.parquet";
        truth.Landed.Add(landed);
        var extracted = New.SliceExtracted(command);
        return extracted with { Landed = extracted.Landed with { Object = landed, Rows = rows, RowsQuarantined = quarantined, RowsRead = rows + quarantined } };
    }
}
