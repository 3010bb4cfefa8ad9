using EtlMesh.Contracts;
using EtlMesh.Extractor.Records;

namespace EtlMesh.Extractor.MySqlDump;

/// <summary>A dump after its one pass: its index, and its rows to be read by several threads.</summary>
internal sealed class DumpReading(IDumpPlace place, DumpIndex index, DumpSplit? split, RecordLimits limits) : IDisposable
{
    public DumpIndex Index => index;

    /// <summary>Goes once over all files of a dump.</summary>
    /// <param name="place">Where they lie.</param>
    /// <param name="files">The dump's files.</param>
    /// <param name="tables">The tables that are wanted.</param>
    /// <param name="options">Limits, and the folder for rows that are set aside.</param>
    /// <param name="ct">Ends the pass.</param>
    /// <exception cref="TerminalEtlException">The dump is cut, or holds what cannot be read.</exception>
    public static async Task<DumpReading> OpenAsync(IDumpPlace place, IReadOnlyList<DumpObject> files, IEnumerable<string> tables, ExtractorOptions options, CancellationToken ct)
    {
        DumpSplit? split = null;
        try
        {
            var found = new List<DumpedTable>();
            foreach (var (position, file) in files.Index())
            {
                using var anywhere = place.OpenAnywhere(file);
                if (anywhere is null)
                    split ??= new DumpSplit(options.ScratchFolder, tables);
                using var window = new DumpWindow(await place.OpenAsync(file, ct), file.Name, options.Limits.RowBytes);
                var pass = new DumpPass(window, position, anywhere is null ? split : null);
                found.AddRange(await Task.Run(() => pass.Run(ct), ct));
            }

            place.Verify(files);
            split?.End();
            return new DumpReading(place, new DumpIndex(files, found), split, options.Limits);
        }
        catch
        {
            split?.Dispose();
            throw;
        }
    }

    /// <summary>The bytes of a range, from its start.</summary>
    public DumpWindow Read(DumpRange range) => Read(place, index.Files[range.File], range, split, limits);

    public void Dispose() => split?.Dispose();

    /// <summary>The bytes of a range of a file that can be read anywhere, without a pass over it; null when it cannot.</summary>
    public static DumpWindow? Read(IDumpPlace place, DumpObject file, DumpRange range, RecordLimits limits)
    {
        var handle = place.OpenAnywhere(file);
        return handle is null ? null : new DumpWindow(new RangeStream(handle, range.Offset, range.Length, owns: true), file.Name, limits.RowBytes, range.Offset, range.Line);
    }

    private static DumpWindow Read(IDumpPlace place, DumpObject file, DumpRange range, DumpSplit? split, RecordLimits limits)
    {
        if (Read(place, file, range, limits) is { } window)
            return window;
        var (handle, at) = split!.Find(range);
        return new DumpWindow(new RangeStream(handle, at, range.Length, owns: false), file.Name, limits.RowBytes, range.Offset, range.Line);
    }
}
