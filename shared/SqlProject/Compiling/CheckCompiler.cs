namespace EtlMesh.SqlProject;

/// <summary>Compiles one check.</summary>
internal sealed class CheckCompiler(SqlProject project, CandidateRelations relations, EphemeralModels ephemeral)
{
    public CompiledCheck Compile(CheckSource source, SqlCheck check)
    {
        var rendering = source.Begin(project.Context, relations);
        var problems = new ProblemLog(project.Settings.FolderInPipeline); // what is wrong with settings was told when the project was read
        ConfigText.Render(rendering, problems);
        var sql = SqlText.Trim(CheckQuery.Render(source, rendering));
        var config = CheckConfig.Read(rendering.Config, problems);
        return new CompiledCheck
        {
            Id = check.Id,
            Model = check.Model,
            Column = check.Column,
            Kind = check.Kind,
            Test = source.Test,
            Severity = config.Severity,
            Where = config.Where,
            WarnIf = config.WarnIf,
            ErrorIf = config.ErrorIf,
            FailCalc = config.FailCalc,
            Limit = config.Limit,
            StoreFailures = config.StoreFailures,
            Sql = ephemeral.Inject(sql, check.DependsOn),
            Expected = CheckExpectation.Of(source, check.Model),
            Description = source.Description,
            DependsOn = ephemeral.Built(check.DependsOn),
            Path = check.Path,
            Line = check.Line,
            Tags = rendering.Config.Tags,
        };
    }
}
