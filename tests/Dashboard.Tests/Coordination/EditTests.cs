using System.Collections.Immutable;
using Mal.Coordination.PlaceBook;
using Mal.Places;

namespace Mal.Coordination;

public sealed class EditTests
{
    private static readonly PlaceSettings Now = Rejonowa.Sample.Settings;
    private static readonly PlaceSettings Later = Now with { Version = Now.Version + 1, TurnoverMinutes = 20 };
    private readonly Edit<PlaceSettings> _edit = new(Now, Now.Version, SettingFields.Same, SettingFields.Merge);

    [Fact]
    public void What_nobody_touched_here_follows_the_house()
    {
        _edit.See(Later, Later.Version);
        Assert.Equal(20, _edit.Draft.TurnoverMinutes);
        Assert.Equal(Later.Version, _edit.Version);
        Assert.False(_edit.ChangedElsewhere);
    }

    [Fact]
    public void What_was_typed_stays_and_the_difference_is_told()
    {
        _edit.Draft = Now with { BookingHoursMax = 3 };
        _edit.See(Later, Later.Version);
        Assert.True(_edit.ChangedElsewhere);
        Assert.Equal(3, _edit.Draft.BookingHoursMax);
        Assert.Equal(Now.Version, _edit.Version);
        Assert.Equal(["Przerwa między spotkaniami (min): było 10, jest 20"], SettingFields.Differences(_edit.Base, Later));
    }

    [Fact]
    public void Kept_changes_go_on_top_of_what_somebody_else_saved()
    {
        _edit.Draft = Now with { BookingHoursMax = 3 };
        _edit.See(Later, Later.Version);
        _edit.KeepMine(Later, Later.Version);
        Assert.Equal((3, 20, Later.Version), (_edit.Draft.BookingHoursMax, _edit.Draft.TurnoverMinutes, _edit.Version));
        Assert.False(_edit.ChangedElsewhere);
    }

    [Fact]
    public void A_new_version_that_says_the_same_here_is_no_news()
    {
        _edit.Draft = Now with { BookingHoursMax = 3 };
        _edit.See(Now with { Version = 9 }, 9);
        Assert.False(_edit.ChangedElsewhere);
        Assert.Equal(9, _edit.Version);
        Assert.True(_edit.IsTouched);
    }

    [Fact]
    public void What_was_saved_here_is_touched_no_more_when_it_comes_back()
    {
        _edit.Draft = Now with { TurnoverMinutes = 20 };
        _edit.See(Later, Later.Version);
        Assert.False(_edit.IsTouched);
        Assert.False(_edit.ChangedElsewhere);
    }

    [Fact]
    public void Every_number_of_the_settings_is_on_the_form()
    {
        var numbers = typeof(PlaceSettings).GetProperties().Where(property => property.PropertyType == typeof(int) && property.Name != nameof(PlaceSettings.Version));
        Assert.Equal(numbers.Select(property => property.Name).Order(), SettingFields.All.Select(field => char.ToUpperInvariant(field.Name[0]) + field.Name[1..]).Order());
        Assert.All(SettingFields.All, field => Assert.Equal(field.Get(Now) + 1, field.Get(field.With(Now, field.Get(Now) + 1))));
    }
}
