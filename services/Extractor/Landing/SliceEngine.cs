using System.Globalization;
using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Landing;

/// <summary>A private engine for one slice: it writes Parquet, sorts bad records, and compares values. What it cannot hold in memory it spills below the scratch folder.</summary>
internal sealed class SliceEngine : IDisposable
{
    private readonly DuckDbDatabase database;

    public SliceEngine(string scratch, string memoryLimit)
    {
        AttemptScratch.Make(scratch);
        database = DuckDbDatabase.Open(DuckDbDatabase.InMemory, new DuckDbOptions { MemoryLimit = memoryLimit, TempDirectory = Path.Combine(scratch, "spill") });
        Connection = database.Connect();
        // Threads write what they have read without waiting for each other.
        Connection.Execute("SET TimeZone = 'UTC'; SET preserve_insertion_order = false");
    }

    public DuckDbConnection Connection { get; }

    /// <summary>Gives the engine as many threads as there are readers: one without a reader would not sleep, but ask for work all the time.</summary>
    public static void Use(DuckDbConnection connection, int readers) =>
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"SET threads = {Math.Clamp(readers, 1, Environment.ProcessorCount)}"));

    public void Dispose()
    {
        Connection.Dispose();
        database.Dispose();
    }
}
