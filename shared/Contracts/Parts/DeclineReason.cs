using System.Text.Json.Serialization;

namespace EtlMesh.Contracts;

/// <summary>Why a run got no attempt.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeclineReason>))]
public enum DeclineReason
{
    /// <summary>The run date is published; asking for it again needs <c>--again</c>.</summary>
    AlreadyPublished,

    /// <summary>The pipeline is held after a revert until it is resumed.</summary>
    Held,
}
