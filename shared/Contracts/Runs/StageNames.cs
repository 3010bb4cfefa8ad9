namespace EtlMesh.Contracts;

/// <summary>The stages of a run, in order, as <see cref="StageChanged.Stage"/> names them.</summary>
public static class StageNames
{
    /// <summary>Before the first stage: the warehouse is asked for an attempt. Only failures name it.</summary>
    public const string Open = "open";

    public const string Source = "source";
    public const string Extract = "extract";
    public const string Load = "load";
    public const string Transform = "transform";
    public const string Quality = "quality";
    public const string Publish = "publish";
    public const string Notify = "notify";

    /// <summary>Every stage that is reported, in order.</summary>
    public static IReadOnlyList<string> All { get; } = [Source, Extract, Load, Transform, Quality, Publish, Notify];
}
