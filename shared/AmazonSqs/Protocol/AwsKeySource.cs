namespace EtlMesh.AmazonSqs.Protocol;

/// <summary>Gives the keys of the moment; it is asked before each call, because keys of roles expire.</summary>
internal delegate ValueTask<AwsKeys> AwsKeySource();
