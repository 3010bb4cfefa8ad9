namespace EtlMesh.Jinja;

/// <summary>
/// The value of what is not there. It is false, equals another undefined, and satisfies <c>is undefined</c> and <c>default</c>;
/// printing it, iterating it or calculating with it fails at the place where it came from, for a silent empty text in SQL is a trap.
/// </summary>
/// <param name="reason">What is missing, such as <c>`customer` is undefined</c>.</param>
public sealed class JinjaUndefined(string reason)
{
    /// <summary>What is missing.</summary>
    public string Reason { get; } = reason;

    /// <summary>True for the value of <c>x if condition</c> without <c>else</c>, which prints as nothing.</summary>
    internal bool IsSilent { get; init; }

    internal string? File { get; private init; }

    internal Position At { get; private init; }

    internal JinjaUndefined PlacedAt(string file, Position at) =>
        File is not null ? this : new JinjaUndefined(Reason) { File = file, At = at, IsSilent = IsSilent };

    /// <summary>The failure of using it; the given place serves when it does not know its own.</summary>
    internal JinjaException Failure(string file, Position at) => File is null
        ? new JinjaException(file, at.Line, at.Column, Reason)
        : new JinjaException(File, At.Line, At.Column, Reason);
}
