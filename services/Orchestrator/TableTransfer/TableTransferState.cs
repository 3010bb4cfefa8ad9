using EtlMesh.Contracts;
using MassTransit;

namespace EtlMesh.Orchestrator.TableTransfer;

/// <summary>The extract and load of one table in one attempt.</summary>
public sealed class TableTransferState : SagaStateMachineInstance
{
    /// <summary><see cref="RunId.OfTransfer"/> of the run, attempt, source and table.</summary>
    public Guid CorrelationId { get; set; }

    public string CurrentState { get; set; } = "";

    public Guid RunId { get; set; }
    public int Attempt { get; set; }
    public string Pipeline { get; set; } = "";
    public DateOnly RunDate { get; set; }
    public string BundleHash { get; set; } = "";
    public string Source { get; set; } = "";
    public string Table { get; set; } = "";
    public int TableK { get; set; }
    public int TableN { get; set; }
    public TableBase Base { get; set; } = null!;
    public StageLimits Extract { get; set; } = null!;
    public StageLimits Load { get; set; } = null!;
    public bool AsOfNow { get; set; }

    /// <summary>The run's step that asked for the transfer; it comes back with a failure.</summary>
    public int AskedBy { get; set; }

    /// <summary>The step in hand, which only grows, and which try of planning or loading it is.</summary>
    public int Step { get; set; }
    public int Try { get; set; }

    /// <summary>Null until the table is planned.</summary>
    public List<SliceProgress>? Slices { get; set; }
    public List<ColumnSpec> Columns { get; set; } = [];
    public TableWindow? Window { get; set; }
    public bool Full { get; set; } = true;

    /// <summary>The uid of the only segment that counts; the same for every try of the load.</summary>
    public string SegmentUid { get; set; } = "";

    // The last fault or timeout of the step in hand; terminal ones are not tried again
    public string? LastFault { get; set; }
    public bool Terminal { get; set; }

    public Guid? DeadlineToken { get; set; }
    public Guid? RetryToken { get; set; }

    internal void Accept(TransferTable command)
    {
        (RunId, Attempt, Pipeline) = (command.RunId, command.Attempt, command.Pipeline);
        (RunDate, BundleHash) = (command.RunDate, command.BundleHash);
        (Source, Table, TableK, TableN) = (command.Source, command.Table, command.TableK, command.TableN);
        (Base, Extract, Load, AskedBy, AsOfNow) = (command.Base, command.Extract, command.Load, command.Step, command.AsOfNow);
    }

    internal void Accept(StopTransfer command)
    {
        (RunId, Attempt, Pipeline) = (command.RunId, command.Attempt, command.Pipeline);
        (RunDate, BundleHash) = (command.RunDate, command.BundleHash);
        (Source, Table) = (command.Source, command.Table);
    }

    internal void TakePlan(TablePlanned planned)
    {
        Slices = [.. planned.Slices.Select((slice, index) => new SliceProgress { K = index + 1, Slice = slice })];
        Columns = [.. planned.Columns];
        (Window, Full) = (planned.Window, planned.Full);
    }

    /// <summary>The slice that an answer or fault is about, when it is not in landing yet.</summary>
    internal SliceProgress? Missing(int k) => Slices?.Find(slice => slice.K == k && slice.Landed is null);
}
