namespace EtlMesh.Warehouse.Postgres;

/// <summary>What a stored time counts.</summary>
internal interface ITimeUnit
{
    /// <param name="units">As stored.</param>
    /// <param name="place">Table and column, for messages.</param>
    /// <exception cref="Contracts.TerminalEtlException">It is not a whole number of microseconds.</exception>
    static abstract long Micros(long units, string place);
}
