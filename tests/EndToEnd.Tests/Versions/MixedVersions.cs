using System.Text.Json.Nodes;
using MassTransit;

namespace EtlMesh.EndToEnd.Tests.Versions;

/// <summary>One service is of the frozen generation: it neither hears nor says what was added since. All others are newer than today: each of their messages has one more field.</summary>
internal sealed class MixedVersions(string older) : IConfigureReceiveEndpoint
{
    private int heard;
    private int said;
    private int stripped;

    /// <summary>Messages that the older service heard.</summary>
    public int Heard => heard;

    /// <summary>Messages that it said.</summary>
    public int Said => said;

    /// <summary>Fields that it did not hear, because they were added later.</summary>
    public int Stripped => stripped;

    public void Configure(string name, IReceiveEndpointConfigurator configurator)
    {
        var isOlder = name.StartsWith($"{older}-", StringComparison.Ordinal) || (older == "orchestrator" && name is "nightly-run" or "table-transfer");
        var wire = isOlder ? new AgedWire(SayAsOlder, HearAsOlder) : new AgedWire(SayAsNewer, (_, _) => { });
        configurator.ClearSerialization();
        configurator.AddSerializer(wire);
        configurator.AddDeserializer(wire, isDefault: true);
    }

    private static void SayAsNewer(string name, JsonObject message) => message["addedLater"] = new JsonObject { ["deep"] = new JsonArray(1, 2) };

    private void SayAsOlder(string name, JsonObject message)
    {
        FrozenShape.Strip(name, message);
        Interlocked.Increment(ref said);
    }

    private void HearAsOlder(string name, JsonObject message)
    {
        Interlocked.Add(ref stripped, FrozenShape.Strip(name, message));
        Interlocked.Increment(ref heard);
    }
}
