using System.Buffers;

namespace EtlMesh.Extractor.MySqlDump;

/// <summary>
/// Finds where a statement ends, in pieces as they come, and counts the bracketed lists at its top: the rows of an INSERT.
/// It makes no values and shares nothing with the reader of rows, so that its count can hold it to account.
/// </summary>
/// <param name="delimiter">What ends a statement.</param>
/// <param name="backslashes">A backslash escapes in strings.</param>
internal sealed class StatementScan(byte[] delimiter, bool backslashes)
{
    private static readonly SearchValues<byte> OnlyBetween = SearchValues.Create(" \t\r\n\f\v,*"u8);

    private readonly SearchValues<byte> stops = SearchValues.Create([.. "'\"`/-#()"u8, delimiter[0]]);
    private readonly SearchValues<byte> single = SearchValues.Create(backslashes ? "'\\"u8 : "'"u8);
    private readonly SearchValues<byte> twice = SearchValues.Create(backslashes ? "\"\\"u8 : "\""u8);
    private Place place;
    private int depth;
    private bool counts;

    private enum Place
    {
        Code,
        Single,
        Double,
        Name,
        LineComment,
        Comment,
    }

    /// <summary>Where in the bytes the scan is.</summary>
    public int At { get; set; }

    /// <summary>Lists at the top.</summary>
    public long Lists { get; private set; }

    /// <summary>Something else than lists stands at the top.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Begins with a statement.</summary>
    /// <param name="at">Where its code goes on.</param>
    /// <param name="countsLists">From there on it is lists.</param>
    public void Begin(int at, bool countsLists)
    {
        (place, depth, counts) = (Place.Code, 0, countsLists);
        (At, Lists, HasMore) = (at, 0, false);
    }

    /// <summary>Moves <see cref="At"/> behind the statement's delimiter, or as far as can be told from these bytes.</summary>
    /// <param name="bytes">From where <see cref="At"/> counts.</param>
    /// <param name="final">Nothing follows.</param>
    /// <returns>True when the statement has ended.</returns>
    public bool Scan(ReadOnlySpan<byte> bytes, bool final)
    {
        while (At < bytes.Length)
        {
            var went = place switch
            {
                Place.Code => Code(bytes, final),
                Place.Single => Quoted(bytes, single, (byte)'\'', final),
                Place.Double => Quoted(bytes, twice, (byte)'"', final),
                Place.Name => Until(bytes, "`"u8, final),
                Place.LineComment => Until(bytes, "\n"u8, final),
                _ => Until(bytes, "*/"u8, final),
            };
            if (went == Step.End)
                return true;
            if (went == Step.More)
                return false;
        }

        return false;
    }

    private enum Step
    {
        On,
        More,
        End,
    }

    private Step Code(ReadOnlySpan<byte> bytes, bool final)
    {
        var stop = bytes[At..].IndexOfAny(stops);
        var passed = stop < 0 ? bytes[At..] : bytes.Slice(At, stop);
        if (depth == 0 && counts && passed.ContainsAnyExcept(OnlyBetween))
            HasMore = true;
        At += passed.Length;
        if (stop < 0)
            return Step.On;
        // What a stop means may take some bytes to tell.
        var rest = bytes[At..];
        if (rest.Length < SqlComments.LongestMark + delimiter.Length && !final)
            return Step.More;
        if (rest.StartsWith(delimiter))
        {
            At += delimiter.Length;
            HasMore |= counts && depth != 0;
            return Step.End;
        }

        At += Meet(rest);
        return Step.On;
    }

    /// <returns>Bytes that were understood.</returns>
    private int Meet(ReadOnlySpan<byte> rest)
    {
        switch (rest[0])
        {
            case (byte)'(':
                Lists += depth++ == 0 ? 1 : 0;
                return 1;
            case (byte)')':
                HasMore |= --depth < 0;
                return 1;
            case (byte)'\'':
                return Enter(Place.Single);
            case (byte)'"':
                return Enter(Place.Double);
            case (byte)'`':
                return Enter(Place.Name);
            case (byte)'/' when rest.StartsWith("/*"u8):
                var mark = SqlComments.VersionMark(rest);
                if (mark > 0)
                    return mark;
                place = Place.Comment;
                return 2;
            case (byte)'#' or (byte)'-' when SqlComments.IsLine(rest):
                place = Place.LineComment;
                return 1;
            default:
                return 1;
        }
    }

    private int Enter(Place quoted)
    {
        place = quoted;
        HasMore |= counts && depth == 0;
        return 1;
    }

    private Step Quoted(ReadOnlySpan<byte> bytes, SearchValues<byte> ends, byte quote, bool final)
    {
        var stop = bytes[At..].IndexOfAny(ends);
        if (stop < 0)
        {
            At = bytes.Length;
            return Step.On;
        }

        At += stop;
        if (At + 1 == bytes.Length && !final)
            return Step.More;
        if (bytes[At] != quote || (At + 1 < bytes.Length && bytes[At + 1] == quote))
        {
            At = Math.Min(At + 2, bytes.Length);
            return Step.On;
        }

        At++;
        place = Place.Code;
        return Step.On;
    }

    private Step Until(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> end, bool final)
    {
        var stop = bytes[At..].IndexOf(end);
        if (stop >= 0)
        {
            At += stop + end.Length;
            place = Place.Code;
            return Step.On;
        }

        // The first half of the end may be here already.
        At = final ? bytes.Length : Math.Max(At, bytes.Length - end.Length + 1);
        return final ? Step.On : Step.More;
    }
}
