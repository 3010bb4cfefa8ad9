using System.Globalization;
using EtlMesh.Orchestrator.DeadLetters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace EtlMesh.Orchestrator.Operations;

/// <summary><c>/api/deadletters</c>: letters are listed by their causes, shown, replayed and discarded.</summary>
internal static class LetterEndpoints
{
    private const string All = "all";

    public static void MapDeadLetters(this RouteGroupBuilder api)
    {
        api.MapGet("/deadletters", ListAsync);
        api.MapGet("/deadletters/{id}", ShowAsync);
        api.MapPost("/deadletters/{id}/replay", ReplayAsync).Audited("deadletters.replay");
        api.MapPost("/deadletters/{id}/discard", DiscardAsync).Audited("deadletters.discard");
    }

    private static async Task<IResult> ListAsync(string? state, string? pipeline, HttpContext call, [FromServices] LetterQueries letters) =>
        OperationsEndpoints.Json(await letters.GroupsAsync(State(state), string.IsNullOrEmpty(pipeline) ? null : Names.Pipeline(pipeline), call.RequestAborted));

    private static async Task<IResult> ShowAsync(string id, HttpContext call, [FromServices] LetterQueries letters) =>
        OperationsEndpoints.Json(await letters.FindAsync(Id(id), call.RequestAborted) ?? throw Unknown(id));

    private static async Task<IResult> ReplayAsync(string id, HttpContext call, [FromServices] LetterDesk desk)
    {
        var letter = Id(id);
        var answer = await desk.ReplayAsync(letter, Caller.Of(call), call.RequestAborted) ?? throw Unknown(id);
        return answer.Replay is { } replay
            ? OperationsEndpoints.Json(
                new ReplayedDocument(Text(letter), Text(replay), answer.How!), answer.IsNew ? StatusCodes.Status202Accepted : StatusCodes.Status200OK)
            : throw Refused(id, "replayed", answer.Refusal!);
    }

    private static async Task<IResult> DiscardAsync(string id, HttpContext call, [FromServices] LetterDesk desk, [FromServices] LetterQueries letters)
    {
        var letter = Id(id);
        var asked = await Body.ReadAsync<DiscardLetterDocument>(call.Request);
        var refusal = await desk.DiscardAsync(letter, Caller.Of(call), asked?.Reason, call.RequestAborted) ?? throw Unknown(id);
        return refusal.Length == 0
            ? OperationsEndpoints.Json(await letters.FindAsync(letter, call.RequestAborted))
            : throw Refused(id, "discarded", refusal);
    }

    /// <summary>Open ones when nothing is said.</summary>
    private static string? State(string? state) => state switch
    {
        null or "" => LetterStates.Open,
        All => null,
        _ when LetterStates.All.Contains(state) => state,
        _ => throw new RefusedException(StatusCodes.Status400BadRequest, $"Reading the call: the state is none of {string.Join(", ", LetterStates.All)}, {All}."),
    };

    private static long Id(string id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var letter)
        ? letter
        : throw new RefusedException(StatusCodes.Status400BadRequest, "Reading the call: the letter's id is none: take it from `etlmesh deadletters list`.");

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static RefusedException Unknown(string id) =>
        new(StatusCodes.Status404NotFound, $"There is no dead letter {id}; `etlmesh deadletters list` has all that are open.");

    private static RefusedException Refused(string id, string what, string why) => new(StatusCodes.Status409Conflict, $"Dead letter {id} is not {what}: {why}.");
}
