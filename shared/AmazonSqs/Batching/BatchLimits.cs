namespace EtlMesh.AmazonSqs.Batching;

/// <summary>How far a batch may grow, and how many are under way.</summary>
/// <param name="Entries">At most 10: the services take no more.</param>
/// <param name="Bytes">A larger entry goes alone.</param>
/// <param name="Linger">How long a batch that has room waits for company while another is under way.</param>
/// <param name="UnderWay">Batches at a time; 1 keeps their order.</param>
internal sealed record BatchLimits(int Entries, int Bytes, TimeSpan Linger, int UnderWay)
{
    public static readonly BatchLimits Usual = new(10, 240 * 1024, TimeSpan.FromMilliseconds(5), 16);

    public static readonly BatchLimits Ordered = Usual with { UnderWay = 1 };
}
