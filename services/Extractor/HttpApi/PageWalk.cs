using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.HttpApi;

/// <summary>The way from page to page of one table. It knows where it has been, so that it does not go in a circle.</summary>
internal sealed class PageWalk
{
    private readonly HttpTableDefinition http;
    private readonly Uri table;
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private string? previous;
    private long records;
    private int page = 1;

    /// <param name="http">How the table is divided.</param>
    /// <param name="table">Its address, with all parameters but those of a page.</param>
    public PageWalk(HttpTableDefinition http, Uri table)
    {
        this.http = http;
        this.table = http.PageSize is { } size ? ApiAddress.With(table, [(http.SizeParam, size.ToString(CultureInfo.InvariantCulture))]) : table;
        First = http.Paging switch
        {
            HttpPaging.Page => Numbered(http.FirstPage),
            HttpPaging.Offset => Numbered(0),
            _ => this.table,
        };
    }

    public Uri First { get; }

    /// <summary>The page that is read, from 1.</summary>
    public int Page => page;

    /// <param name="here">The page that was read.</param>
    /// <param name="answer">Its body and headers.</param>
    /// <param name="count">Its records; null when they are not counted before they are read.</param>
    /// <param name="next">The token or address that its body holds; null without one.</param>
    /// <returns>The next page; null at the end.</returns>
    /// <exception cref="TerminalEtlException">The walk goes in a circle, leaves the host, or takes too long.</exception>
    public Uri? After(Uri here, ApiAnswer answer, long? count, string? next)
    {
        var following = http.Paging switch
        {
            HttpPaging.Page => Counted(answer, count) > 0 ? Numbered(http.FirstPage + page) : null,
            HttpPaging.Offset => Counted(answer, count) > 0 ? Numbered(records) : null,
            HttpPaging.Cursor => next is null ? null : ApiAddress.With(table, [(http.PageParam ?? "cursor", New(next))]),
            HttpPaging.Next => Linked(here, next),
            HttpPaging.Link => Linked(here, answer.NextLink),
            _ => null,
        };
        return following is null || page++ < http.MaxPages
            ? following
            : throw Wrong($"there are more than {http.MaxPages} pages, the limit; raise `max_pages`, or ask for larger ones by `page_size`, in the pipeline file.");
    }

    private long Counted(ApiAnswer answer, long? count)
    {
        var found = count ?? throw Wrong($"`paging: {http.Paging.ToString().ToLowerInvariant()}` ends with an empty page, which only JSON shows; take another paging.");
        if (found > 0 && previous == answer.Sha256)
            throw Wrong($"page {page} is the same as the one before, so the API does not heed the parameter `{Parameter}`; correct `page_param`, or take another paging.");
        previous = answer.Sha256;
        records += found;
        return found;
    }

    private Uri? Linked(Uri here, string? link)
    {
        if (link is null)
            return null;
        if (!Uri.TryCreate(here, link, out var next))
            throw Wrong($"page {page} names a next page whose address cannot be read; ask who runs the API.");
        return ApiAddress.IsSameHost(table, next)
            ? new Uri(New(next.AbsoluteUri))
            : throw Wrong($"page {page} names a next page on another host, {next.Scheme}://{next.Authority}, where the source's credentials do not belong; make that host the connection, or ask who runs the API.");
    }

    private string New(string place) =>
        seen.Add(place) ? place : throw Wrong($"page {page} leads back to one that was read before; ask who runs the API.");

    private string Parameter => http.PageParam ?? (http.Paging == HttpPaging.Page ? "page" : "offset");

    private Uri Numbered(long number) => ApiAddress.With(table, [(Parameter, number.ToString(CultureInfo.InvariantCulture))]);

    private TerminalEtlException Wrong(string what) => new($"Reading {ApiAddress.Shown(table)}: {what}");
}
