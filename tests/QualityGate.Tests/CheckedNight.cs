using EtlMesh.Contracts;
using EtlMesh.Testing;
using EtlMesh.Transformer;
using EtlMesh.Warehouse;

namespace EtlMesh.QualityGate.Tests;

/// <summary>Nights of a project with the one table <c>orders</c>, and checks on it as a test writes them.</summary>
internal sealed class CheckedNight(TestHome home)
{
    public CandidateChecker Checker { get; } = new(home.Store, home.Warehouses);

    public TestNight Night { get; private set; } = null!;

    public CandidateRef Candidate { get; private set; } = null!;

    /// <summary>Builds the candidate: <c>orders</c> with id, customer and status; <c>customers</c> with 1 and 2.</summary>
    /// <param name="orders">Rows: <c>(1, 1, 'placed')</c>, ….</param>
    /// <param name="columns">The checks of the columns of <c>orders</c>, as YAML: a list item each, at indent 6.</param>
    /// <param name="files">Further files of the project.</param>
    public async Task BuildAsync(string orders, string columns, params (string Path, string Text)[] files)
    {
        var project = new Dictionary<string, string>
        {
            ["pipeline.yml"] = TestNight.PipelineYml,
            ["dbt_project.yml"] = "name: shop\nversion: \"1.0\"\nmodels: { shop: { +materialized: table } }\n",
            ["models/orders.sql"] = $"select * from (values {orders}) as t(id, customer, status)",
            ["models/customers.sql"] = "select * from (values (1), (2)) as t(id)",
            ["models/schema.yml"] = columns.Length == 0 ? "version: 2\n" : $"version: 2\nmodels:\n  - name: orders\n    columns:\n{columns}\n",
        };
        foreach (var (path, text) in files)
            project[path] = text;
        Night = new TestNight { BundleHash = await home.PushAsync(project) };
        await Night.OpenAsync(home);
        var segment = await Night.SegmentAsync(home, "(1, '1.00', '2026-03-01 10:00')");
        Candidate = await new CandidateBuilder(home.Store, home.Bundles, home.Warehouses).BuildAsync(Night.Build([segment]), _ => Task.CompletedTask, CancellationToken.None);
    }

    public Task<VerdictSummary> CheckAsync() => Checker.CheckAsync(Night.Check(Candidate), CancellationToken.None);

    public Task<IReadOnlyList<CheckResult>> ResultsAsync() => home.Warehouse.Checks.ResultsAsync(Night.RunId, Night.Attempt, CancellationToken.None);
}
