namespace EtlMesh.Orchestrator.Tests;

public sealed class OrchestratorOptionsTests
{
    private const string Database = "Host=/tmp;Database=etl";

    [Theory]
    [InlineData("", "0123456789abcdef", "http://127.0.0.1:1", "Orchestrator:Database")]
    [InlineData("postgres", "0123456789abcdef", "http://127.0.0.1:1", "Orchestrator:Database")]
    [InlineData("Database=etl", "0123456789abcdef", "http://127.0.0.1:1", "Orchestrator:Database")]
    [InlineData(Database, "short", "http://127.0.0.1:1", "Orchestrator:Token")]
    [InlineData(Database, "0123456789 abcdef", "http://127.0.0.1:1", "Orchestrator:Token")]
    [InlineData(Database, "0123456789abcdef", "127.0.0.1:1", "Orchestrator:Services:loader")]
    public void WrongSetting_IsNamed(string database, string token, string loader, string setting)
    {
        var problem = Assert.Single(new OrchestratorOptions { Database = database, Token = token, Services = { ["loader"] = loader } }.Problems());

        Assert.StartsWith(setting, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef")]
    public void RightSettings_HaveNoProblems(string token) =>
        Assert.Empty(new OrchestratorOptions { Database = Database, Token = token, Services = { ["loader"] = "http://127.0.0.1:1" } }.Problems());
}
