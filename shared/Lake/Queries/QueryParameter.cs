using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Lake;

/// <summary>A parameter of a named query.</summary>
/// <param name="Type">In DuckDB's words.</param>
/// <param name="Default">As text; null: it must be given.</param>
public sealed record QueryParameter(string Name, string Type, string? Default, string Description)
{
    internal const string Types = "boolean, integer, bigint, double, decimal(p,s), varchar, date and timestamp";

    /// <summary>The value as SQL.</summary>
    /// <exception cref="TerminalEtlException">It is none of the type.</exception>
    internal string Literal(string? given)
    {
        var value = given ?? Default;
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory, new DuckDbOptions { Threads = 1 });
        using var connection = database.Connect();
        if (!connection.Scalar<bool>($"select try_cast(?::varchar as {Type}) is not null", default, value))
            throw new TerminalEtlException($"Reading the parameter {Name}: `{value}` is no {Type}. Correct --set {Name}=….");
        return $"cast({Sql.Literal(value)} as {Type})";
    }
}
