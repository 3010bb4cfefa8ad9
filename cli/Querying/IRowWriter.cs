namespace EtlMesh.Cli;

/// <summary>Writes the rows of a query, one after the other, in bounded memory.</summary>
public interface IRowWriter : IDisposable
{
    /// <summary>Writes one more row.</summary>
    /// <param name="values">A value per column: null, bool, numbers, string, dates and times, byte[], lists and dictionaries of these.</param>
    void Write(IReadOnlyList<object?> values);

    /// <summary>Writes what comes after the last row.</summary>
    void End();
}
