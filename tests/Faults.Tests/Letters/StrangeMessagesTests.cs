using System.Text.Json;

namespace EtlMesh.Faults.Tests.Letters;

/// <summary>What nobody understands goes to the dead letters at once, and holds nobody up.</summary>
public sealed class StrangeMessagesTests(MeshFixture fixture) : MeshTests(fixture)
{
    [Fact]
    public async Task MessagesThatNobodyUnderstands_AreLettersWithTheirReason_OthersFlow()
    {
        const string queue = "loader-load-table";
        var before = await LettersAsync();
        await Mesh.Queues.SendAsync(queue, "this is no JSON");
        await Mesh.Queues.SendAsync(queue, Envelope("urn:message:Some.Other:Thing", """{ "a": 1 }"""), Json);
        await Mesh.Queues.SendAsync(queue, Envelope("urn:message:EtlMesh.Contracts:LoadTableV9", """{ "runId": 1 }"""), Json);
        await Mesh.Queues.SendAsync(queue, Envelope("urn:message:EtlMesh.Contracts:LoadTable", """{ "attempt": "one" }"""), Json);

        var night = await Fixture.StartAsync();
        await night.ExpectCompletedAsync(Fixture.Expected);

        var letters = await Until.SeenAsync(LettersAsync, seen => seen.Count == before.Count + 4, "four dead letters");
        var strange = letters.ExceptBy(before.Select(Id), Id).ToList();
        Assert.All(strange, letter => Assert.Equal("open", letter.GetProperty("state").GetString()));
        var shown = new List<JsonElement>();
        foreach (var letter in strange)
            shown.Add(await Mesh.Api.GetAsync($"api/deadletters/{Id(letter)}"));
        Assert.Equal(2, shown.Count(letter => letter.GetProperty("kind").GetString() == "skipped"));
        Assert.Equal(2, shown.Count(letter => letter.GetProperty("kind").GetString() == "error"));
        Assert.All(shown, letter => Assert.NotEmpty(letter.GetProperty("reason").GetString()!));
        Assert.Contains(shown, letter => letter.GetProperty("body").GetString() == "this is no JSON");
        Assert.Contains(shown, letter => letter.GetProperty("message_type").GetString()?.Contains("LoadTableV9", StringComparison.Ordinal) == true);
        foreach (var letter in shown)
            await Mesh.Api.PostAsync($"api/deadletters/{Id(letter)}/discard", new { reason = "a test's" });
    }

    private static readonly Dictionary<string, string> Json = new() { ["Content-Type"] = "application/vnd.masstransit+json" };

    private static string Envelope(string type, string message) =>
        $$"""{ "messageId": "{{Guid.CreateVersion7()}}", "conversationId": "{{Guid.CreateVersion7()}}", "sourceAddress": "amazonsqs://localhost/tests", "destinationAddress": "amazonsqs://localhost/loader-load-table", "messageType": ["{{type}}"], "message": {{message}}, "headers": {} }""";

    private static string Id(JsonElement letter) => letter.GetProperty("id").GetString()!;

    private async Task<IReadOnlyList<JsonElement>> LettersAsync() =>
        [.. (await Mesh.Api.GetAsync("api/deadletters")).EnumerateArray().SelectMany(group => group.GetProperty("letters").EnumerateArray()).Where(letter => letter.GetProperty("queue").GetString()!.StartsWith("loader-load-table", StringComparison.Ordinal))];
}
