using EtlMesh.Orchestrator.NightlyRun;
using EtlMesh.Orchestrator.TableTransfer;

namespace EtlMesh.Orchestrator.Persistence.Sagas;

/// <summary>The names by which sagas are stored; they outlive the names of types.</summary>
internal static class SagaKinds
{
    private static readonly Dictionary<Type, string> Kinds = new()
    {
        [typeof(NightlyRunState)] = "nightly-run",
        [typeof(TableTransferState)] = "table-transfer",
    };

    public static string Of<TSaga>() => Kinds[typeof(TSaga)];
}
