using Microsoft.Extensions.Options;

namespace EtlMesh.Orchestrator;

/// <summary>An orchestrator with wrong settings does not start, and says all of what is wrong.</summary>
internal sealed class OrchestratorOptionsCheck : IValidateOptions<OrchestratorOptions>
{
    public ValidateOptionsResult Validate(string? name, OrchestratorOptions options)
    {
        var problems = options.Problems().ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
