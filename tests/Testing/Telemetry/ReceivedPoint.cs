namespace EtlMesh.Testing;

/// <summary>The last value of a metric for one set of attributes.</summary>
/// <param name="Name">The metric.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Tags">Attributes as <c>key=value</c>, sorted, parted by a space.</param>
/// <param name="Sum">A counter's value; a histogram's sum.</param>
/// <param name="Count">How many values a histogram has; 0 for a counter.</param>
public sealed record ReceivedPoint(string Name, string Unit, string Tags, double Sum, ulong Count);
