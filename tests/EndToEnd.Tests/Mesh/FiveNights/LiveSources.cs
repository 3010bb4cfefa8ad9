using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using EtlMesh.Emulator;
using EtlMesh.Servers;
using Npgsql;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>The servers that the five pipelines are written for, each filled with its pipeline's sample: MariaDB, PostgreSQL, an API, a bucket.</summary>
internal sealed class LiveSources : IAsyncDisposable
{
    private const string Bucket = "live";
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private readonly MariaDbServer maria;
    private readonly PostgresServer postgres;
    private readonly CloudEmulator cloud;
    private readonly LedgerApi ledger;

    private LiveSources(MariaDbServer maria, PostgresServer postgres, CloudEmulator cloud, LedgerApi ledger) =>
        (this.maria, this.postgres, this.cloud, this.ledger) = (maria, postgres, cloud, ledger);

    /// <summary>What the pipelines' files refer to.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public LedgerApi Ledger => ledger;

    public static async Task<LiveSources> StartAsync()
    {
        var port = FreePort();
        var sources = new LiveSources(
            await MariaDbServer.StartAsync("--local-infile=1"),
            await PostgresServer.StartAsync(port),
            await CloudEmulator.StartAsync(),
            await LedgerApi.StartAsync(Path.Combine(Workplace.Product("financial-transactions"), "sample", "ledger")));
        await sources.FillAsync(port);
        return sources;
    }

    public async ValueTask DisposeAsync()
    {
        await ledger.DisposeAsync();
        await cloud.DisposeAsync();
        await postgres.DisposeAsync();
        await maria.DisposeAsync();
    }

    private async Task FillAsync(int port)
    {
        Environment["SHOP_URL"] = await PostgresAsync(port, url => LoadAsync("daily-metrics", [url]));
        Environment["SALES_URL"] = await PostgresAsync(port, url => LoadAsync("sales-lake", [url]));
        Environment["CORE_URL"] = await PostgresAsync(port, CustomersAsync);

        var books = await maria.CreateDatabaseAsync();
        await LoadAsync("daily-pnl", ["--protocol=tcp", "-h", "127.0.0.1", "-P", $"{maria.Port}", "-u", MariaDbServer.Root, $"-p{MariaDbServer.Password}", books]);
        Environment["BOOKS_URL"] = maria.Url(books);
        Environment["LEDGER_URL"] = ledger.Url;
        Environment["LEDGER_TOKEN"] = LedgerApi.Token;
        await CardsAsync();
    }

    private async Task<string> PostgresAsync(int port, Func<string, Task> fill)
    {
        var database = new NpgsqlConnectionStringBuilder(await postgres.CreateDatabaseAsync());
        var url = $"postgres://{database.Username}@127.0.0.1:{port}/{database.Database}";
        await fill(url);
        return url;
    }

    private static Task LoadAsync(string pipeline, string[] arguments) => RunAsync(Path.Combine(Workplace.Product(pipeline), "source", "load.sh"), arguments);

    private static Task CustomersAsync(string url) => RunAsync("psql",
    [
        url, "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1",
        "-c", "create table customers (customer_id varchar primary key, name varchar, email varchar, country varchar, segment varchar, signed_up_on date)",
        "-c", $"\\copy customers from '{Path.Combine(Workplace.Product("financial-transactions"), "sample", "core", "customers.csv")}' with (format csv, header)",
    ]);

    private async Task CardsAsync()
    {
        Environment["AWS_ENDPOINT_URL_S3"] = cloud.Url.ToString();
        Environment["AWS_REGION"] = "eu-central-1";
        Environment["AWS_ACCESS_KEY_ID"] = "live";
        Environment["AWS_SECRET_ACCESS_KEY"] = "live";
        Environment["CARDS_URL"] = $"s3://{Bucket}/cards";
        Environment["LAKE_URL"] = $"s3://{Bucket}/lake";
        using var client = new AmazonS3Client(new BasicAWSCredentials("live", "live"), new AmazonS3Config { ServiceURL = cloud.Url.ToString(), ForcePathStyle = true, AuthenticationRegion = "eu-central-1" });
        await client.PutBucketAsync(Bucket);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Workplace.Product("financial-transactions"), "sample", "cards")))
            await client.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = $"cards/{Path.GetFileName(file)}", FilePath = file });
    }

    private static async Task RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Bound);
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await errors}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
