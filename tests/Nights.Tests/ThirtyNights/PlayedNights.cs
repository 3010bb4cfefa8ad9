using EtlMesh.Nights.Tests.Expected;
using EtlMesh.Nights.Tests.Source;
using EtlMesh.Nights.Tests.Stories;

namespace EtlMesh.Nights.Tests.ThirtyNights;

/// <summary>The thirty nights, played once for all tests by the commands that an operator has.</summary>
public sealed class PlayedNights : IAsyncLifetime
{
    private static readonly (string Model, string Columns)[] Published =
    [
        ("stg_orders", "id, part, changed, amount, note"),
        ("stg_payments", "id, part, changed, amount, note"),
        ("fct_sales", "day, customer, orders, ordered, paid, as_of"),
    ];

    private readonly List<Evidence> evidence = [];

    internal IReadOnlyList<Evidence> Evidence => evidence;

    internal ExpectedPipeline Expected { get; } = new(ThirtyNights.Shop.KeptReleases);

    internal Shop Shop { get; } = new();

    public async Task InitializeAsync()
    {
        var story = ShopStory.Write();
        var tables = story.Tables.Select(shape => new SourceTable(shape)).ToList();
        foreach (var step in story.Steps)
        {
            foreach (var shape in step.Reshaped)
                tables.Single(table => table.Shape.Name == shape.Name).Shape = shape;
            foreach (var table in tables)
                table.Write(step.Changes.GetValueOrDefault(table.Shape.Name) ?? []);
            await Shop.WriteAsync(story.Zone, tables);
            Shop.Clock.MoveTo(step.Now);
            var should = step is Night night ? Expected.Night(night, tables) : null;
            var answer = await PlayAsync(step);
            if (evidence.Count == 0 && answer.Exit != 0)
                throw new InvalidOperationException($"The first night failed: {answer.Out}{answer.Error}");
            evidence.Add(new Evidence(step, should, answer, ShouldSee(), await SeeAsync(), Shop.WarehouseBytes));
        }
    }

    public Task DisposeAsync()
    {
        Shop.Dispose();
        return Task.CompletedTask;
    }

    private Task<Answer> PlayAsync(Step step)
    {
        switch (step)
        {
            case Night night:
                return Shop.RunAsync(["run", "shop", "--date", $"{night.Date:yyyy-MM-dd}", "--output", "json", .. night.Again ? ["--again"] : Array.Empty<string>(), .. night.AsOfNow ? ["--as-of-now"] : Array.Empty<string>()]);
            case Revert:
                Expected.Revert();
                return Shop.RunAsync("releases", "revert", "shop", "--reason", "sales look doubled");
            default:
                Expected.Resume();
                return Shop.RunAsync("releases", "resume", "shop");
        }
    }

    private IReadOnlyList<string> ShouldSee() => Expected.Head is not { } head ? [] :
    [
        .. head.Tables["customers"].Seen().Select(line => $"stg_customers: {line}"),
        .. head.Tables["orders"].Seen().Select(line => $"stg_orders: {line}"),
        .. head.Tables["payments"].Seen().Select(line => $"stg_payments: {line}"),
        .. Sales.Of(head).Select(line => $"fct_sales: {line}"),
    ];

    private async Task<IReadOnlyList<string>> SeeAsync()
    {
        if (Expected.Head is null)
            return []; // nothing is published yet
        var customers = $"id, part, amount{(Expected.Head.Tables["customers"].HasNote ? ", note" : "")}";
        var lines = Published.Prepend(("stg_customers", customers)).Select(model =>
            $"select '{model.Item1}: ' || concat_ws('|', {string.Join(", ", model.Item2.Split(", ").Select(column => $"coalesce({column}::varchar, 'NULL')"))}) as line from shop.{model.Item1}");
        var answer = await Shop.RunAsync("query", string.Join("\nunion all ", lines), "--output", "json");
        return answer.Exit == 0 ? [.. answer.Json.EnumerateArray().Select(row => row.GetProperty("line").GetString()!)] : [answer.Out];
    }
}
