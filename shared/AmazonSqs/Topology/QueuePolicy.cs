using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EtlMesh.AmazonSqs.Topology;

/// <summary>The queue's policy that lets topics send to it. What others wrote into the policy stays.</summary>
internal static class QueuePolicy
{
    private const string Action = "sqs:SendMessage";
    private const string Sns = "sns.amazonaws.com";
    private static readonly JsonSerializerOptions Short = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>The policy with all topics in it; nothing when they are there already.</returns>
    public static string? Allow(string? policy, string queueArn, IReadOnlyCollection<string> topicArns)
    {
        var document = string.IsNullOrEmpty(policy) ? New() : JsonNode.Parse(policy)!.AsObject();
        var statements = AsArray(document["Statement"]);
        var missing = topicArns.Where(topic => !statements.Any(statement => Covers(statement!, queueArn, topic))).ToList();
        if (missing.Count == 0)
            return null;

        var own = statements.FirstOrDefault(statement => IsOwn(statement!, queueArn));
        if (own is null)
            statements.Add(own = Statement(queueArn));
        var sources = AsArray(own["Condition"]!["ArnLike"]!["aws:SourceArn"]);
        foreach (var topic in missing)
            sources.Add(topic);
        own["Condition"]!["ArnLike"]!["aws:SourceArn"] = sources;
        document["Statement"] = statements;
        return document.ToJsonString(Short);
    }

    /// <summary>Whether a statement names the topic, or all of its account's topics.</summary>
    private static bool Covers(JsonNode statement, string queueArn, string topicArn)
    {
        var all = topicArn[..(topicArn.LastIndexOf(':') + 1)] + "*";
        return IsOwn(statement, queueArn) && Texts(statement["Condition"]!["ArnLike"]!["aws:SourceArn"]).Any(source => source == topicArn || source == all);
    }

    private static bool IsOwn(JsonNode statement, string queueArn) =>
        Texts(statement["Effect"]).Contains("Allow") &&
        Texts(statement["Action"]).Any(action => action.Equals(Action, StringComparison.OrdinalIgnoreCase)) &&
        Texts(statement["Resource"]).Contains(queueArn) &&
        statement["Principal"] is JsonObject principal && Texts(principal["Service"]).Contains(Sns) &&
        statement["Condition"] is JsonObject condition && condition["ArnLike"] is JsonObject arnLike && arnLike["aws:SourceArn"] is not null;

    private static JsonObject New() => new() { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray() };

    private static JsonObject Statement(string queueArn) => new()
    {
        ["Effect"] = "Allow",
        ["Principal"] = new JsonObject { ["Service"] = Sns },
        ["Action"] = Action,
        ["Resource"] = queueArn,
        ["Condition"] = new JsonObject { ["ArnLike"] = new JsonObject { ["aws:SourceArn"] = new JsonArray() } },
    };

    private static IEnumerable<string> Texts(JsonNode? node) => AsArray(node).Select(text => text?.ToString() ?? "");

    /// <summary>In a policy one value may stand without its brackets.</summary>
    private static JsonArray AsArray(JsonNode? node) => node switch
    {
        null => [],
        JsonArray array => (JsonArray)array.DeepClone(),
        _ => new JsonArray(node.DeepClone()),
    };
}
