using System.Text;

namespace Mal.Texts;

/// <summary>What becomes of a text at the gate: mended, or refused with a reason.</summary>
public sealed class TextRuleTests
{
    [Theory]
    [InlineData("  Szachy  ", "Szachy")]
    [InlineData("Szachy\u00A0i\u2009planszówki", "Szachy i planszówki")]
    [InlineData("Szachy   i\tplanszówki\n", "Szachy i planszówki")]
    [InlineData("Z\u0307o\u0301łw", "Żółw")]
    [InlineData("Szachy\u200B\uFEFF\u00AD\u2060", "Szachy")]
    [InlineData("\u202A+48 600\u00A0700 800\u202C", "+48 600 700 800")]
    [InlineData("\u2067אבג\u2069", "אבג")]
    [InlineData("S\uFE0Fzachy\u200D", "Szachy")]
    [InlineData("a\U000E0041b", "ab")]
    public void What_comes_of_pasting_is_mended_in_silence(string typed, string kept) =>
        Assert.Equal(new CleanText(kept, null), TextRule.OneLine(typed));

    [Theory]
    [InlineData("Szachy\0")]
    [InlineData("Sza\u0007chy")]
    [InlineData("Sza\u009Fchy")]
    [InlineData("Sza\u007Fchy")]
    [InlineData("\u202Eyhcazs")]
    [InlineData("sza\u202Dchy")]
    [InlineData("Szachy\uFFFE")]
    [InlineData("Szachy\uFDD0")]
    [InlineData("Szachy\u001B[31m")]
    public void What_nobody_pastes_by_accident_is_refused(string typed)
    {
        Assert.NotNull(TextRule.OneLine(typed).Wrong);
        Assert.NotNull(TextRule.Lines(typed).Wrong);
    }

    // An attribute cannot hold half of a letter.
    [Fact]
    public void Half_of_a_letter_is_refused()
    {
        What_nobody_pastes_by_accident_is_refused("Sza\uD83Dchy");
        What_nobody_pastes_by_accident_is_refused("Sza\uDE00chy");
        What_nobody_pastes_by_accident_is_refused("Szachy\uD83D");
    }

    [Theory]
    [InlineData("\u200B\u200B")]
    [InlineData("\u3164")]
    [InlineData("\u2800\u2800")]
    [InlineData("\u0301\u0301")]
    [InlineData("\u115F\u1160\uFFA0")]
    [InlineData(" \u00A0\t")]
    [InlineData("\u200D\uFE0F")]
    [InlineData("\U000E0041\U000E007F")]
    [InlineData("")]
    public void What_nobody_can_see_is_no_text(string typed)
    {
        Assert.Equal(new CleanText("", null), TextRule.OneLine(typed));
        Assert.Equal(new CleanText("", null), TextRule.Lines(typed));
    }

    [Theory]
    [InlineData("👩‍🌾 Klub ogrodników 🏳️‍🌈")]
    [InlineData("👨‍👩‍👧‍👦 Rodzinnie ❤️ 1️⃣")]
    [InlineData("🏴󠁧󠁢󠁥󠁮󠁧󠁿 English club 👩🏽‍💻")]
    [InlineData("می‌خواهم")]
    [InlineData("क्‍ष")]
    [InlineData("Zażółć gęślą jaźń – „nie” … №1 €")]
    public void Emoji_and_the_scripts_that_join_stay_as_they_were_typed(string typed) =>
        Assert.Equal(new CleanText(typed.Normalize(NormalizationForm.FormC), null), TextRule.OneLine(typed));

    [Fact]
    public void Only_what_has_several_lines_keeps_them()
    {
        Assert.NotNull(TextRule.OneLine("Szachy\nWarcaby").Wrong);
        Assert.NotNull(TextRule.OneLine("Szachy\u2028Warcaby").Wrong);
        Assert.Equal("Szachy\n\nWarcaby\ni bierki", TextRule.Lines("\r\nSzachy \r\n\r\nWarcaby\u2028i  bierki\n").Text);
    }

    [Fact]
    public void Taking_a_text_twice_changes_nothing()
    {
        int[] letters =
        [
            ' ', 'a', 'Z', 'ż', '\n', '\t', '#', '1', 0xA0, 0xAD, 0x301, 0x323, 0x34F, 0x5D0, 0x627, 0x64B, 0x915, 0x94D, 0x1160, 0x200B, 0x200C, 0x200D, 0x200F, 0x202A,
            0x2066, 0x20E3, 0x2028, 0x2764, 0x2800, 0x3164, 0xFE0E, 0xFE0F, 0xFEFF, 0x1F3F4, 0x1F3FD, 0x1F469, 0x1F33E, 0xE0067, 0xE007F, 0x1100, 0x1161, 0x212B,
        ];
        var random = new Random(12);
        for (var i = 0; i < 50_000; i++)
        {
            var typed = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => new Rune(letters[random.Next(letters.Length)])));
            foreach (var rule in new Func<string, CleanText>[] { TextRule.OneLine, TextRule.Lines })
            {
                if (rule(typed) is { Wrong: null, Text: var once })
                {
                    Assert.Equal(new CleanText(once, null), rule(once));
                }
            }
            Assert.Equal(TextRule.Shown(typed), TextRule.Shown(TextRule.Shown(typed)));
        }
    }

    [Fact]
    public void An_old_text_is_shown_without_what_turns_it_round_or_hides_it()
    {
        Assert.Equal("szachy", TextRule.Shown("\u202Es\u200Bza\0chy\u202C"));
        Assert.Equal("—", TextRule.Shown("\u200B\u200B"));
        Assert.Equal("Wiersz\ndrugi\u00A0i trzeci", TextRule.Shown("Wiersz\ndrugi\u00A0i trzeci"));
        Assert.Equal("", TextRule.Shown(""));
    }
}
