namespace EtlMesh.Cli;

/// <summary>Who gives a command, for the audit log.</summary>
public static class Operator
{
    /// <returns>The name that the shell knows, else <c>an operator</c>.</returns>
    public static string Of(Shell shell) =>
        new[] { shell.Variable("USER"), shell.Variable("LOGNAME") }.FirstOrDefault(name => !string.IsNullOrEmpty(name)) ?? "an operator";
}
