using System.Globalization;

namespace EtlMesh.Hosting;

/// <summary>The start or the stop of a durable effect.</summary>
/// <param name="Number">1, 2, … over the whole night, in the order in which they are reached.</param>
/// <param name="AtStop">True: the effect is durable, and nobody was told. False: it is about to happen.</param>
/// <param name="Effect">A name of <see cref="DurableEffects"/>.</param>
public readonly record struct EffectBoundary(int Number, bool AtStop, string Effect)
{
    /// <summary>Such as <c>17 start segment.commit</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number} {(AtStop ? "stop" : "start")} {Effect}");
}
