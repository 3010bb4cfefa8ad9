namespace EtlMesh.Jinja;

/// <summary>A value of the wrong type or size, met where the place in the template is not known; it is given one on its way up.</summary>
internal sealed class JinjaTypeException(string message) : Exception(message);
