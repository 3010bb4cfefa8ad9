namespace EtlMesh.AmazonSqs.Protocol;

/// <summary>For how many seconds (0 to 43,200) a received message stays hidden from others.</summary>
internal sealed record Hiding(string Receipt, int Seconds);
