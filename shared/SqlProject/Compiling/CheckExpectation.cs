using System.Globalization;

namespace EtlMesh.SqlProject;

/// <summary>Says in words what a check asks for.</summary>
internal static class CheckExpectation
{
    public static string Of(CheckSource check, string? subject) => check.Kind switch
    {
        CheckKind.Unique => $"no value of {subject}.{check.Column} appears twice",
        CheckKind.NotNull => $"{subject}.{check.Column} is never null",
        CheckKind.AcceptedValues => $"{subject}.{check.Column} is one of {string.Join(", ", ((List<object?>)check.Arguments["values"].Value!).Select(v => string.Create(CultureInfo.InvariantCulture, $"{v}")))}",
        CheckKind.Relationships => $"every {subject}.{check.Column} is found in {check.Arguments["field"].Value} of {check.Arguments["to"].Value}",
        CheckKind.Singular => $"{check.At.File} selects no rows",
        _ when check.Column is not null => $"{check.Test} holds for {subject}.{check.Column}",
        _ => $"{check.Test} holds for {subject}",
    };
}
