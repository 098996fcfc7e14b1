namespace Mal.Coordination.PlaceBook;

/// <summary>
/// One thing of the place as it is being edited here, while somebody may edit it elsewhere. What nobody touched here follows
/// the house; what was touched stays as typed, and the difference is told before anything is saved.
/// </summary>
/// <param name="same">Whether two values say the same.</param>
/// <param name="merge">From what it was, what was typed here and what it is now: what is meant. Null keeps what was typed.</param>
public sealed class Edit<T>(T from, int version, Func<T, T, bool> same, Func<T, T, T, T>? merge = null)
{
    /// <summary>What stood there when the editing began.</summary>
    public T Base { get; private set; } = from;

    public T Draft { get; set; } = from;

    /// <summary>Of the settings that <see cref="Base"/> is of; an edit names it.</summary>
    public int Version { get; private set; } = version;

    /// <summary>Somebody saved something else meanwhile, and it is not looked at yet.</summary>
    public bool ChangedElsewhere { get; private set; }

    public bool IsTouched => !same(Draft, Base);

    /// <summary>What the house holds now.</summary>
    public void See(T now, int version)
    {
        if (version == Version)
        {
            return;
        }
        if (same(now, Base))
        {
            Version = version;
        }
        else if (!IsTouched || same(now, Draft))
        {
            TakeTheirs(now, version);
        }
        else
        {
            ChangedElsewhere = true;
        }
    }

    /// <summary>What was typed here goes on top of what somebody else saved.</summary>
    public void KeepMine(T now, int version)
    {
        Draft = merge is null ? Draft : merge(Base, Draft, now);
        (Base, Version, ChangedElsewhere) = (now, version, false);
    }

    public void TakeTheirs(T now, int version) => (Base, Draft, Version, ChangedElsewhere) = (now, now, version, false);
}
