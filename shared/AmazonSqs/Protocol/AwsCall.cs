namespace EtlMesh.AmazonSqs.Protocol;

/// <summary>One call of a service.</summary>
/// <param name="Action">Such as <c>SendMessageBatch</c>.</param>
/// <param name="On">The queue or topic, for errors.</param>
/// <param name="Body">The bytes; every attempt sends the same.</param>
/// <param name="Timeout">How long one attempt may take.</param>
internal readonly record struct AwsCall(string Action, string On, ReadOnlyMemory<byte> Body, TimeSpan Timeout);
