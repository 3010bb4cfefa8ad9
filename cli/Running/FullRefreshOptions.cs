using System.CommandLine;

namespace EtlMesh.Cli;

/// <summary><c>--full-refresh</c> and <c>--tables</c>, alike for a run in this process and on the mesh.</summary>
public static class FullRefreshOptions
{
    public static (Option<bool> FullRefresh, Option<string?> Tables) Both() => (
        new("--full-refresh") { Description = "Read tables whole, so that they start anew: without their watermark, their earlier columns and rows." },
        new("--tables") { Description = "With --full-refresh: only these tables, such as shop.orders,shop.items.", HelpName = "tables" });

    public static IReadOnlyList<string> Names(string? tables) => tables?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
