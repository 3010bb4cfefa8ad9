using EtlMesh.Orchestrator.DeadLetters;

namespace EtlMesh.Orchestrator.Tests.DeadLetters;

public sealed class LetterGroupTests
{
    [Theory]
    [InlineData("slice 2 of 14 failed after 30.5 s", "slice # of # failed after # s")]
    [InlineData("segment 01996f3a1b2c7d4e8f90a1b2c3d4e5f6 differs", "segment # differs")]
    [InlineData("run 01996f3a-1b2c-7d4e-8f90-a1b2c3d4e5f6  ended", "run # ended")]
    [InlineData("column 'total' of \"orders\" is missing", "column '…' of '…' is missing")]
    [InlineData("the decade is defaced", "the decade is defaced")]
    public void WhatDiffersFromCaseToCase_IsLeftOut(string words, string expected) => Assert.Equal(expected, LetterGroup.Normalise(words));

    [Fact]
    public void SameCause_IsOneGroup() =>
        Assert.Equal(LetterGroup.Of("p", "load", "E", "slice 1 is gone"), LetterGroup.Of("p", "load", "E", "slice 22 is gone"));

    [Theory]
    [InlineData("q", "load", "E", "slice is gone")]
    [InlineData("p", "extract", "E", "slice is gone")]
    [InlineData("p", "load", "F", "slice is gone")]
    [InlineData("p", "load", "E", "slice is late")]
    [InlineData(null, "load", "E", "slice is gone")]
    public void AnotherCause_IsAnotherGroup(string? pipeline, string? stage, string? exception, string words) =>
        Assert.NotEqual(LetterGroup.Of("p", "load", "E", "slice is gone"), LetterGroup.Of(pipeline, stage, exception, words));
}
