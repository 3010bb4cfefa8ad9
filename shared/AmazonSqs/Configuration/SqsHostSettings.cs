using Amazon.Runtime;
using EtlMesh.AmazonSqs.Protocol;
using EtlMesh.AmazonSqs.Topology;

namespace EtlMesh.AmazonSqs.Configuration;

/// <summary>How SQS and SNS are reached.</summary>
internal sealed class SqsHostSettings(string region) : IAmazonSqsHostConfigurator
{
    private string? accessKey;
    private string? secretKey;
    private string? sessionToken;
    private AWSCredentials? credentials;
    private Uri? sqsUrl;
    private Uri? snsUrl;

    public SqsHostAddress Address { get; private set; } = new(region);

    public bool ScopeTopics { get; private set; }

    public bool LookUpOnly { get; set; }

    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Makes what carries the requests; tests put a broken wire in here.</summary>
    public Func<HttpMessageHandler> Wire { get; set; } = () => new SocketsHttpHandler
    {
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
    };

    public AwsEndpoint Sqs => AwsEndpoint.Of("sqs", region, sqsUrl);

    public AwsEndpoint Sns => AwsEndpoint.Of("sns", region, snsUrl);

    public AwsKeySource Keys
    {
        get
        {
            if (accessKey is not null && secretKey is not null)
            {
                var keys = new AwsKeys(accessKey, secretKey, sessionToken);
                return () => ValueTask.FromResult(keys);
            }

            return credentials is not null ? CredentialChain.From(credentials) : CredentialChain.Default();
        }
    }

    public void Scope(string scope, bool scopeTopics = false)
    {
        EntityName.Check(scope, isTopic: true);
        (Address, ScopeTopics) = (new SqsHostAddress(region, scope), scopeTopics);
    }

    void IAmazonSqsHostConfigurator.AccessKey(string given) => accessKey = given;

    void IAmazonSqsHostConfigurator.SecretKey(string given) => secretKey = given;

    void IAmazonSqsHostConfigurator.SessionToken(string given) => sessionToken = given;

    void IAmazonSqsHostConfigurator.Credentials(AWSCredentials given) => credentials = given;

    public void ServiceUrl(Uri url) => (sqsUrl, snsUrl) = (url, url);

    public void SqsUrl(Uri url) => sqsUrl = url;

    public void SnsUrl(Uri url) => snsUrl = url;
}
