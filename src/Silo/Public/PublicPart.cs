using Microsoft.AspNetCore.Components;

namespace Mal.Public;

/// <summary>A part of the pages without a script, which may lead elsewhere in the house.</summary>
public abstract class PublicPart : ComponentBase
{
    [CascadingParameter]
    private HttpContext? Context { get; set; }

    /// <summary>Under which path of its host the house is, as <c>/mal</c>; empty at the root.</summary>
    protected string Base => Context?.Request.PathBase.Value ?? "";
}
