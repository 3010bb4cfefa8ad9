using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using EtlMesh.Contracts;

namespace EtlMesh.AmazonSqs.Protocol;

/// <summary>Where keys come from: given ones, or AWS's chain (environment, shared profile, web identity, container, instance).</summary>
internal static class CredentialChain
{
    public static AwsKeySource From(AWSCredentials credentials) => async () => Keys(await credentials.GetCredentialsAsync());

    /// <summary>Looks along the chain at the first call, not before: a bus can be configured where there are no keys.</summary>
    public static AwsKeySource Default()
    {
        var credentials = new Lazy<AWSCredentials>(Find, LazyThreadSafetyMode.PublicationOnly);
        return async () => Keys(await credentials.Value.GetCredentialsAsync());
    }

    private static AWSCredentials Find()
    {
        try
        {
            return DefaultAWSCredentialsIdentityResolver.GetCredentials();
        }
        catch (AmazonClientException none)
        {
            throw new TerminalEtlException(
                "Looking for AWS credentials for SQS and SNS found none in the environment, the shared profile, the container's or the instance's role. " +
                "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the process a role.", none);
        }
    }

    private static AwsKeys Keys(ImmutableCredentials credentials) =>
        new(credentials.AccessKey, credentials.SecretKey, credentials.UseToken ? credentials.Token : null);
}
