using System.Text;
using EtlMesh.Contracts;

namespace EtlMesh.Pipelines;

/// <summary>Reads <c>pipeline.yml</c>.</summary>
public static class PipelineFile
{
    /// <summary>The file's name in a pipeline's folder.</summary>
    public const string Name = "pipeline.yml";

    private const int MaxBytes = 1_048_576;

    /// <summary>Reads strictly, and tells everything that is wrong. Never throws for bad input.</summary>
    /// <param name="path">The file, or the pipeline's folder.</param>
    /// <param name="variable">Environment to hold references against; null leaves missing variables to where they are used.</param>
    public static PipelineFileResult Read(string path, Func<string, string?>? variable = null)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, Name) : path;
        var problems = new ProblemList(Path.GetFileName(file));
        try
        {
            if (new FileInfo(file).LinkTarget is not null)
            {
                problems.Add(0, 0, "the file is a link, which may lead anywhere", "put the file itself there");
                return new PipelineFileResult { Problems = problems.InOrder() };
            }

            using var stream = File.OpenRead(file);
            var bytes = new byte[MaxBytes + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length <= MaxBytes)
            {
                return ReadText(new UTF8Encoding(false, true).GetString(bytes, 0, length).TrimStart('\uFEFF'), new ReadContext(problems, Tolerant: false, variable));
            }

            problems.Add(0, 0, "the file is larger than 1 MB", "a pipeline file describes tables, it does not hold data: move the data out");
        }
        catch (DecoderFallbackException)
        {
            problems.Add(0, 0, "the file is not UTF-8", "save it as UTF-8");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            problems.Add(0, 0, "the file does not exist", $"write {Name} in the pipeline's folder, or correct the path");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(0, 0, "the file cannot be read", "see to its permissions");
        }

        return new PipelineFileResult { Problems = problems.InOrder() };
    }

    /// <summary>Reads a text strictly.</summary>
    public static PipelineFileResult ReadText(string text, Func<string, string?>? variable = null) =>
        ReadText(text, new ReadContext(new ProblemList(Name), Tolerant: false, variable));

    /// <summary>Reads for a service, which may be older than the file: unknown keys are ignored.</summary>
    /// <exception cref="TerminalEtlException">What the service does know is wrong.</exception>
    public static PipelineDefinition ReadTolerantly(string text)
    {
        var result = ReadText(text, new ReadContext(new ProblemList(Name), Tolerant: true, null));
        return result.Definition ?? throw new TerminalEtlException(
            $"Reading the pipeline file of a bundle: {string.Join(" · ", result.Problems)}. Correct the file and start a new attempt.");
    }

    private static PipelineFileResult ReadText(string text, ReadContext context)
    {
        if (text.Length > MaxBytes)
        {
            context.Problems.Add(0, 0, "the file is larger than 1 MB", "a pipeline file describes tables, it does not hold data: move the data out");
            return new PipelineFileResult { Problems = context.Problems.InOrder() };
        }

        if (text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var zero)
        {
            context.Problems.Add(text.AsSpan(0, zero).Count('\n') + 1, 0, "a zero byte, which no text holds", "save the file as UTF-8");
            return new PipelineFileResult { Problems = context.Problems.InOrder() };
        }

        var root = DocumentComposer.Compose(text, context.Problems);
        var definition = root is null ? null : PipelineSection.Read(new Section(root, "the file", context));
        return new PipelineFileResult
        {
            Definition = context.Problems.Any ? null : definition,
            Problems = context.Problems.InOrder(),
            Environment = [.. context.Environment.DistinctBy(r => r.Name)],
        };
    }
}
