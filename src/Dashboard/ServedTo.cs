using Mal.Facts;

namespace Mal;

/// <summary>The device a page was served to: its role in the place of the page, and whether this is the demonstration.</summary>
public sealed record ServedTo(Role Role, bool Demo);
