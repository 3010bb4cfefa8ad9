namespace EtlMesh.AmazonSqs.Protocol;

/// <summary>One entry of a batch that the service refused while it took others.</summary>
/// <param name="Index">The entry's place in the batch, from 0.</param>
/// <param name="MayPass">Whether the same entry may be taken later; false when the sender is at fault.</param>
internal sealed record BatchFailure(int Index, AwsError Error, bool MayPass);
