using Amazon.Runtime;

namespace EtlMesh.AmazonSqs;

/// <summary>How SQS and SNS are reached.</summary>
public interface IAmazonSqsHostConfigurator
{
    /// <summary>Makes and changes no queue, topic, subscription or policy: whatever is missing is an error.</summary>
    /// <remarks>
    /// A process with more rights prepares the topology: the same configuration with <c>DeployTopologyOnly</c> and <c>DeployPublishTopology</c>.
    /// That does not know the topics of faults: make them by name, or set <c>PublishFaults</c> to false. Enough here are then
    /// <c>sqs:GetQueueUrl, GetQueueAttributes, SendMessage, ReceiveMessage, DeleteMessage, ChangeMessageVisibility; sns:ListTopics, Publish</c>.
    /// </remarks>
    bool LookUpOnly { set; }

    /// <summary>Sets systems in one account apart.</summary>
    /// <param name="scope">Letters, digits, <c>-</c> and <c>_</c>.</param>
    /// <param name="scopeTopics">Whether the topics of message types are called <c>{scope}_…</c>. Queues never are.</param>
    void Scope(string scope, bool scopeTopics = false);

    void AccessKey(string accessKey);

    void SecretKey(string secretKey);

    void SessionToken(string sessionToken);

    /// <summary>Keys from elsewhere; without any, AWS's chain is asked (environment, shared profile, web identity, container, instance).</summary>
    void Credentials(AWSCredentials credentials);

    /// <summary>One address for both services, such as an emulator's.</summary>
    void ServiceUrl(Uri url);

    /// <summary>An own address for SQS, such as a VPC endpoint's.</summary>
    void SqsUrl(Uri url);

    /// <inheritdoc cref="SqsUrl"/>
    void SnsUrl(Uri url);
}
