namespace EtlMesh.Orchestrator.Operations;

/// <summary>A run that was asked to start, to go on or to end. The request is kept; the run follows it as soon as it hears of it.</summary>
/// <param name="RunId">The run's id; a date of a pipeline always has the same.</param>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="RunDate">The business date.</param>
/// <param name="Bundle">The hash of the bundle that it runs.</param>
/// <param name="RequestId">Of a start: the run has heard it when its <see cref="RunDocument.RequestId"/> is the same.</param>
public sealed record AskedRunDocument(Guid RunId, string Pipeline, DateOnly RunDate, string Bundle, Guid RequestId);
