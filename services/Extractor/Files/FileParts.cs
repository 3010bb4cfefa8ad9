using EtlMesh.Extractor.Landing;
using EtlMesh.Extractor.Records;

namespace EtlMesh.Extractor.Files;

/// <summary>The parts of a slice's files, in order. While one file is read, the next one is fetched.</summary>
internal sealed class FileParts(ISourceFiles at, IFileReading reading, IReadOnlyList<SourceFile> files, SliceSetting setting)
{
    public IEnumerable<RecordPart> All()
    {
        var columns = new ObjectColumns(setting.Columns);
        using var ahead = new Ahead<LocalFile>(setting.Cancellation);
        Begin(ahead, 0);
        for (var i = 0; i < files.Count; i++)
        {
            using var file = ahead.Take();
            Begin(ahead, i + 1);
            foreach (var part in reading.Divide(file, i, columns.Content, setting.Cancellation))
                yield return Held(part with { Records = columns.Around(part.Records, file.Source) }, file);
        }
    }

    /// <summary>The file stays until the part is read.</summary>
    public static RecordPart Held(RecordPart part, LocalFile file)
    {
        file.Hold();
        return part with
        {
            Count = () =>
            {
                var records = part.Count();
                file.Dispose();
                return records;
            },
        };
    }

    private void Begin(Ahead<LocalFile> ahead, int i)
    {
        if (i < files.Count)
            ahead.Begin(ct => at.FetchAsync(files[i], Path.Combine(setting.Scratch, "fetched"), ct));
    }
}
