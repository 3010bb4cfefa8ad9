using System.Text.Json;

namespace EtlMesh.Nights.Tests.ThirtyNights;

/// <summary>What a command answered.</summary>
internal sealed record Answer(int Exit, string Out, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;
}
