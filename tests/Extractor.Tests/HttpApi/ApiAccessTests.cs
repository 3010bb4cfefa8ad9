using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using Microsoft.AspNetCore.Http;

namespace EtlMesh.Extractor.Tests.HttpApi;

/// <summary>Credentials reach the API, and nobody else.</summary>
public sealed class ApiAccessTests
{
    private const string Secret = "canary-secret";

    private static readonly Dictionary<string, HttpDefinition> Ways = new()
    {
        ["bearer"] = new() { Bearer = "${TOKEN}" },
        ["basic"] = new() { Basic = "me:${TOKEN}" },
        ["header"] = new() { Headers = new Dictionary<string, string> { ["X-Api-Key"] = "${TOKEN}", ["X-Tenant"] = "acme" } },
        ["query"] = new() { Query = new Dictionary<string, string> { ["api_key"] = "${TOKEN}" } },
    };

    [Theory]
    [InlineData("bearer", "Bearer canary-secret")]
    [InlineData("basic", "Basic bWU6Y2FuYXJ5LXNlY3JldA==")]
    [InlineData("header", "canary-secret acme")]
    [InlineData("query", "api_key=canary-secret")]
    public async Task EveryRequest_CarriesTheCredentials(string way, string expected)
    {
        await using var server = await ApiServer.StartAsync(ApiServer.Items(0, 1, ",\"next\":\"b\""), ApiServer.Items(1, 2, ",\"next\":\"/v1/t?at=3\""), ApiServer.Items(2, 3));
        using var night = server.Night(Ways[way]);
        await night.ExtractAsync(ApiServer.Table(http: new HttpTableDefinition { Paging = way == "query" ? HttpPaging.Next : HttpPaging.Cursor, Next = "next" }));

        Assert.Equal(3, server.Asked.Count);
        foreach (var (target, headers) in server.Asked.Zip(server.Headers))
        {
            var carried = way switch { "query" => target.Split('?')[1], "header" => $"{headers["X-Api-Key"]} {headers["X-Tenant"]}", _ => headers["Authorization"].ToString() };
            Assert.Contains(expected, carried, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("bearer", 401)]
    [InlineData("basic", 403)]
    [InlineData("header", 500)]
    [InlineData("query", 404)]
    [InlineData("query", 500)]
    [InlineData("query", 302)]
    [InlineData("query", 200)] // an answer that is no JSON
    public async Task FailureOfARequest_HoldsNoSecret(string way, int status)
    {
        await using var server = await ApiServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = $"/login?back={context.Request.QueryString}";
            return context.Response.WriteAsync("you sent " + context.Request.QueryString + context.Request.Headers.Authorization);
        });
        using var night = server.Night(Ways[way]);
        var failed = await Assert.ThrowsAnyAsync<Exception>(() => night.ExtractAsync(ApiServer.Table()));
        Assert.True(failed is TerminalEtlException or TransientEtlException, failed.ToString());
        Assert.DoesNotContain(Secret, failed.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("api_key", failed.ToString(), StringComparison.Ordinal);
        Assert.Contains(server.Url + "/t", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingVariable_IsNamed_AndNothingIsAsked()
    {
        await using var server = await ApiServer.StartAsync("[]");
        using var night = server.Night(new HttpDefinition { Bearer = "${NOBODY_SET_THIS}" });
        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => night.ProbeAsync(ApiServer.Table()));
        Assert.Contains("NOBODY_SET_THIS is not set", refused.Message, StringComparison.Ordinal);
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task Redirection_IsNotFollowed()
    {
        await using var other = await ApiServer.StartAsync("[]");
        await using var server = await ApiServer.StartAsync(context =>
        {
            context.Response.Redirect(other.Url + "/t");
            return Task.CompletedTask;
        });
        using var night = server.Night(Ways["header"]);
        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => night.ExtractAsync(ApiServer.Table()));
        Assert.Contains($", to {other.Url}/t. Redirections are not followed", refused.Message, StringComparison.Ordinal);
        Assert.Empty(other.Asked);
    }

    [Fact]
    public async Task HeaderWithALineEnd_IsRefusedByName()
    {
        await using var server = await ApiServer.StartAsync("[]");
        using var night = server.Night(new HttpDefinition { Headers = new Dictionary<string, string> { ["X-Tenant"] = "a\r\nX-Admin: 1" } });
        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => night.ProbeAsync(ApiServer.Table()));
        Assert.Contains("the header X-Tenant has a line end", refused.Message, StringComparison.Ordinal);
        Assert.Empty(server.Asked);
    }
}
