using Amazon.S3;
using Amazon.S3.Model;
using EtlMesh.Emulator;
using EtlMesh.Servers;
using Npgsql;

namespace EtlMesh.Nights.Tests.FinancialTransactions;

/// <summary>The sample where the pipeline's sources really are: behind an API, in a bucket, in PostgreSQL. The environment of this process leads there until this is disposed.</summary>
internal sealed class RealSources : IAsyncDisposable
{
    private const string Bucket = "deliveries";

    private readonly List<string> variables = [];
    private readonly CloudEmulator cloud;
    private readonly PostgresServer postgres;

    private RealSources(LedgerApi ledger, CloudEmulator cloud, PostgresServer postgres) => (Ledger, this.cloud, this.postgres) = (ledger, cloud, postgres);

    public LedgerApi Ledger { get; }

    public static async Task<RealSources> StartAsync(string sample)
    {
        var sources = new RealSources(await LedgerApi.StartAsync(sample), await CloudEmulator.StartAsync(), await PostgresServer.StartAsync());
        sources.Set("LEDGER_URL", sources.Ledger.Url);
        sources.Set("LEDGER_TOKEN", LedgerApi.Token);
        sources.Set("AWS_ENDPOINT_URL_S3", sources.cloud.Url.ToString());
        sources.Set("AWS_ACCESS_KEY_ID", "any");
        sources.Set("AWS_SECRET_ACCESS_KEY", "any");
        sources.Set("CARDS_URL", $"s3://{Bucket}/cards");
        sources.Set("CORE_URL", await sources.FillDatabaseAsync(sample));
        await sources.FillBucketAsync(sample);
        return sources;
    }

    public async ValueTask DisposeAsync()
    {
        variables.ForEach(name => Environment.SetEnvironmentVariable(name, null));
        await Ledger.DisposeAsync();
        await cloud.DisposeAsync();
        await postgres.DisposeAsync();
    }

    private void Set(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        variables.Add(name);
    }

    private async Task FillBucketAsync(string sample)
    {
        using var s3 = new AmazonS3Client("any", "any", new AmazonS3Config { ServiceURL = cloud.Url.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
        await s3.PutBucketAsync(Bucket);
        foreach (var file in Directory.GetFiles(Path.Combine(sample, "cards")))
            await s3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = $"cards/{Path.GetFileName(file)}", FilePath = file });
    }

    private async Task<string> FillDatabaseAsync(string sample)
    {
        var connection = await postgres.CreateDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(connection);
        await using var create = database.CreateCommand("create table customers (customer_id text primary key, name text, email text, country char(2), segment text, signed_up_on date)");
        await create.ExecuteNonQueryAsync();
        await using var open = await database.OpenConnectionAsync();
        await using (var copy = await open.BeginTextImportAsync("copy customers from stdin (format csv, header)"))
            await copy.WriteAsync(await File.ReadAllTextAsync(Path.Combine(sample, "core", "customers.csv")));
        var address = new NpgsqlConnectionStringBuilder(connection);
        return $"postgres:///{address.Database}?host={Uri.EscapeDataString(address.Host!)}&user={address.Username}";
    }
}
