using System.Security.Cryptography;
using EtlMesh.Orchestrator.Operations;
using EtlMesh.Orchestrator.Persistence;
using EtlMesh.Orchestrator.Persistence.Messages;
using EtlMesh.Orchestrator.Scheduling;
using EtlMesh.Pipelines;
using Microsoft.EntityFrameworkCore;

namespace EtlMesh.Orchestrator.Catalog;

/// <summary>The pipelines that the mesh knows, and which bundle each runs.</summary>
internal sealed class PipelineCatalog(OrchestratorDb db, BundleInspection inspection, BundleStore bundles, DueNights nights, OutboxSignal signal, TimeProvider time)
{
    /// <summary>Takes a bundle for the pipeline's next attempts; runs that are under way keep theirs.</summary>
    /// <exception cref="UnsoundBundleException">It cannot run in the mesh; nothing was changed.</exception>
    public async Task<BundleDocument> PushAsync(byte[] zip, string actor, CancellationToken ct)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(zip));
        var sound = await inspection.ReadAsync(zip, hash, ct);
        var name = sound.Definition.Name;
        await bundles.PushAsync(new Bundle(name, hash, zip), ct);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({"pipeline " + name}, 0))", ct); // there may be no row to lock yet
        var known = await LockAsync(name, ct);
        var changed = known?.Bundle != hash;
        if (known is null)
            db.Pipelines.Add(New(sound, hash, actor));
        else if (changed)
            await ReplaceAsync(known, sound, hash, actor, ct);
        db.Audit.Add(new Audited(actor, "bundles.push", name).Done(time.GetUtcNow(), changed ? $"bundle {hash}" : $"bundle {hash}, as before"));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        signal.Raise();
        return new BundleDocument(name, hash, changed);
    }

    /// <summary>The schedule starts nothing until it is resumed; what is due meanwhile is neither started nor missed.</summary>
    public Task PauseAsync(string name, string actor, CancellationToken ct) => ChangeAsync(name, actor, "pipelines.pause", async pipeline =>
    {
        await nights.DecideAsync(db, pipeline, ct);
        pipeline.Paused = true;
    }, ct);

    /// <summary>The schedule goes on with the next due time from now.</summary>
    public Task ResumeAsync(string name, string actor, CancellationToken ct) => ChangeAsync(name, actor, "pipelines.resume", pipeline =>
    {
        if (pipeline.Paused)
            (pipeline.Paused, pipeline.ScheduledTo) = (false, time.GetUtcNow());
        return Task.CompletedTask;
    }, ct);

    private async Task ChangeAsync(string name, string actor, string action, Func<PipelineRow, Task> change, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var pipeline = await LockAsync(name, ct) ?? throw RefusedException.UnknownPipeline(name);
        if (pipeline.Schedule is null)
            throw new RefusedException(409, $"The pipeline {name} has no schedule to {action.Split('.')[1]}; write one in its file and push it.");
        await change(pipeline);
        db.Audit.Add(new Audited(actor, action, name).Done(time.GetUtcNow(), null));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        signal.Raise();
    }

    private PipelineRow New(SoundBundle sound, string hash, string actor) => new()
    {
        Name = sound.Definition.Name,
        Bundle = hash,
        Definition = sound.PipelineFile,
        Schedule = PipelineRow.Write(sound.Definition.Schedule),
        PushedAt = time.GetUtcNow(),
        PushedBy = actor,
        Paused = false,
        ScheduledTo = time.GetUtcNow(),
    };

    private async Task ReplaceAsync(PipelineRow known, SoundBundle sound, string hash, string actor, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (known.ReadSchedule() != sound.Definition.Schedule)
        {
            await nights.DecideAsync(db, known, ct); // what was due so far is the old schedule's
            (known.Schedule, known.ScheduledTo) = (PipelineRow.Write(sound.Definition.Schedule), now);
        }

        (known.Bundle, known.Definition, known.PushedAt, known.PushedBy) = (hash, sound.PipelineFile, now, actor);
    }

    private async Task<PipelineRow?> LockAsync(string name, CancellationToken ct) =>
        (await db.Pipelines.FromSql($"SELECT * FROM orchestrator.pipelines WHERE name = {name} FOR UPDATE").ToListAsync(ct)).SingleOrDefault();
}
