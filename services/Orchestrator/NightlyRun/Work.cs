using EtlMesh.Contracts;

namespace EtlMesh.Orchestrator.NightlyRun;

/// <summary>What a run can have asked for: the stages, and the steps around them that are no stage to a reader.</summary>
internal static class Work
{
    public const string Open = StageNames.Open;
    public const string Source = StageNames.Source;
    public const string Transfer = "transfer";
    public const string Transform = StageNames.Transform;
    public const string Quality = StageNames.Quality;
    public const string Publish = StageNames.Publish;
    public const string Inquire = "inquire";
    public const string Discard = "discard";
    public const string Close = "close";
    public const string Notify = StageNames.Notify;

    /// <summary>The services that have effects to remove, as <see cref="AttemptDiscarded.Service"/> names them.</summary>
    public static IReadOnlyList<string> Discarders { get; } = ["extractor", "loader", "transformer", "quality-gate"];

    /// <summary>The stage that a reader knows the work in hand by.</summary>
    public static string StageOf(NightlyRunState run) => run.Work switch
    {
        Transfer => run.Tables.TrueForAll(table => table.Extracted) ? StageNames.Load : StageNames.Extract,
        Inquire => StageNames.Publish,
        _ => run.Work,
    };

    /// <summary>How long a try of the work in hand may take, and how often it is tried again.</summary>
    public static StageLimits LimitsOf(NightlyRunState run, SagaOptions options) => run.Work switch
    {
        Source => run.Plan.Source,
        Transfer => new StageLimits { Timeout = Whole(run.Plan.Extract, options) + Whole(run.Plan.Load, options), Retries = 0 },
        Transform => run.Plan.Transform,
        Quality => run.Plan.Quality,
        Notify => run.Plan.Notify,
        Discard => new StageLimits { Timeout = options.CompensationTimeout, Retries = 0 },
        _ => run.Plan.Publish, // opening, inquiring and closing are one short dealing with the warehouse, as publishing is
    };

    /// <summary>The longest a table's own saga may need for a stage: planning and each slice wait out their tries before it reports.</summary>
    private static TimeSpan Whole(StageLimits limits, SagaOptions options) =>
        2 * (limits.Retries + 1) * (limits.Timeout + options.MaxRetryDelay);
}
