using EtlMesh.Cli;
using EtlMesh.Pipelines;
using EtlMesh.Staging;
using EtlMesh.Warehouse;
using Serilog.Events;

namespace EtlMesh.Nights.Tests.FinancialTransactions;

/// <summary>Nights of the product's pipeline on its sample, all services in this process, on a warehouse of any engine.</summary>
internal sealed class FinancialNights(IWarehouse warehouse) : IAsyncDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("etlmesh-financial-").FullName;

    /// <summary>The pipeline's folder in the checkout.</summary>
    public static string Pipeline { get; } = Path.Combine(Checkout(), "pipelines", "financial-transactions");

    public VirtualClock Clock { get; } = new();

    public async Task<RunProgress> RunAsync(DateOnly date)
    {
        Clock.MoveTo(new DateTimeOffset(date.AddDays(1), new TimeOnly(2, 30), TimeSpan.Zero));
        var options = new RunOptions { Pipeline = Pipeline, Date = date, Home = Path.Combine(root, "home") };
        var (output, error) = (new StringWriter(), new StringWriter());
        var shell = new Shell { Out = output, Error = error, OpenOut = () => Stream.Null, Folder = root, Time = Clock, Variable = _ => null };
        var plan = NightPlan.Make(options, shell);
        var objects = new LocalObjectStore(plan.Places.Home);
        var bundles = new BundleStore(objects, plan.Places.Bundles);
        await bundles.PushAsync(plan.Bundle, CancellationToken.None);
        using var lakes = EmbeddedLakes.Open(plan.Places.Home, plan.Places.LakeScratch(plan.Pipeline.Name), objects, shell);
        await using var mesh = await EmbeddedMesh.StartAsync(warehouse, objects, bundles, lakes, plan.Places, LogEventLevel.Fatal, shell, CancellationToken.None);
        return await new EmbeddedRun(mesh.Bus, mesh.Events, new NoProgress(), Clock).RunAsync(plan.ToRequest(options), CancellationToken.None);
    }

    /// <summary>The rows of a query, its only column as text, sorted.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync(string sql)
    {
        await using var result = await warehouse.Reader.QueryAsync(sql, CancellationToken.None);
        return [.. (await result.RowsAsync().ToListAsync()).Select(row => (string)row[0]!).Order(StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync()
    {
        await warehouse.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }

    private static string Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "EtlMesh.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("EtlMesh.sln is in no folder above the tests");
        return folder.FullName;
    }
}
