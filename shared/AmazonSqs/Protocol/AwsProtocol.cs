namespace EtlMesh.AmazonSqs.Protocol;

/// <summary>How a service wants to be spoken to.</summary>
/// <param name="ContentType">Of the request's body.</param>
/// <param name="TargetPrefix">What stands before the action in <c>X-Amz-Target</c>; nothing when the body names the action.</param>
/// <param name="ReadError">Reads the body of an answer that is no success; nothing when it cannot be read.</param>
internal sealed record AwsProtocol(string ContentType, string? TargetPrefix, Func<byte[], AwsError?> ReadError);
