using EtlMesh.Contracts;
using EtlMesh.Testing;

namespace EtlMesh.Transformer.Tests;

/// <summary>A small project: a seed, a view, an ephemeral model, two tables of which one has a schema of its own.</summary>
internal static class Shop
{
    public const string Orders = "(1, '10.00', '2026-03-01 10:00'), (2, '5.50', '2026-03-01 11:00'), (3, '2.50', '2026-03-02 09:00')";

    public static IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string>
    {
        ["pipeline.yml"] = TestNight.PipelineYml,
        ["dbt_project.yml"] = "name: shop\nversion: \"1.0\"\n",
        ["seeds/rates.csv"] = "currency,rate\nEUR,1.10\nCHF,1.05\n",
        ["models/stg_orders.sql"] = "select id, amount, cast(placed_at as date) as day from {{ source('shop', 'orders') }}",
        ["models/valid.sql"] = "{{ config(materialized='ephemeral') }}\nselect * from {{ ref('stg_orders') }} where amount > 0",
        ["models/days.sql"] = "{{ config(materialized='table') }}\nselect day, count(*) as orders, sum(amount) as revenue from {{ ref('valid') }} group by day",
        ["models/priced.sql"] = "{{ config(materialized='table', schema='finance', alias='days_priced') }}\nselect day, currency, cast(revenue * rate as decimal(12, 2)) as revenue from {{ ref('days') }} cross join {{ ref('rates') }}",
    };

    /// <summary>The project with some files changed.</summary>
    public static IReadOnlyDictionary<string, string> With(string path, string text) => new Dictionary<string, string>(Files) { [path] = text };

    /// <summary>A night of it with its attempt opened.</summary>
    public static async Task<TestNight> NightAsync(TestHome home, IReadOnlyDictionary<string, string>? files = null, int day = 1)
    {
        var night = new TestNight { RunDate = new DateOnly(2026, 3, day), BundleHash = await home.PushAsync(files ?? Files) };
        await night.OpenAsync(home);
        return night;
    }

    /// <summary>Builds a candidate; what is told of its models is dropped.</summary>
    public static Task<CandidateRef> BuildAsync(TestHome home, BuildCandidate command) =>
        new CandidateBuilder(home.Store, home.Bundles, home.Warehouses).BuildAsync(command, _ => Task.CompletedTask, CancellationToken.None);
}
