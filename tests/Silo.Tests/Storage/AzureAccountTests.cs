using Mal.Storage;

namespace Mal.Silo.Tests.Storage;

/// <summary>A wrong account is told before the start, in one sentence, and no key is told with it.</summary>
public sealed class AzureAccountTests
{
    [Theory]
    [InlineData("bzdura")]
    [InlineData("AccountName=dom")]
    [InlineData("http://dom.table.core.windows.net")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=dom;AccountKey=to-nie-base64%;EndpointSuffix=core.windows.net")]
    public async Task What_is_no_account_is_told_as_such(string storage) => Says("to nie jest ciąg połączenia ani adres https", storage, await AzureAccount.WhatIsWrong(storage));

    [Fact]
    public async Task An_account_that_does_not_answer_is_named()
    {
        var storage = Azurite.ConnectionOn(port: 1);
        Says("Magazyn http://127.0.0.1:1 nie odpowiada", storage, await AzureAccount.WhatIsWrong(storage));
    }

    [Fact]
    public async Task An_account_with_another_key_refuses()
    {
        var azurite = await Azurite.Shared;
        var storage = azurite.ConnectionString.Replace("Eby8", "AAAA", StringComparison.Ordinal);
        Says($"Magazyn http://127.0.0.1:{azurite.Port} odmawia dostępu", storage, await AzureAccount.WhatIsWrong(storage));
    }

    [Fact]
    public async Task An_account_that_works_is_not_complained_about() => Assert.Null(await AzureAccount.WhatIsWrong((await Azurite.Shared).ConnectionString));

    [Fact]
    public async Task A_signature_opens_an_account_as_its_key_does_and_is_told_nobody()
    {
        var signed = (await Azurite.Shared).SignedConnectionString(TimeSpan.FromHours(1));
        Assert.Null(await AzureAccount.WhatIsWrong(signed));
        var (service, name) = (AzureAccount.Connect(signed), $"Facts{Guid.NewGuid():N}");
        var log = new AzureTableEventLog(service, name);
        await log.DataSet();
        await log.Add("shelf/rejonowa-6-8/lodowka", 0, 3);
        var backups = new AzureBackups(AzureAccount.Copies(signed, null), service, name);

        var made = await backups.Make(new DateTimeOffset(2001, 1, 1, 3, 0, 0, TimeSpan.Zero));

        Assert.Equal(3, made.Counted.Events);
        Assert.DoesNotContain("sig=", made.Address, StringComparison.Ordinal);
        await backups.Restore(made, made.Counted.At.AddHours(1));
        Assert.Equal(3, (await new AzureTableEventLog(service, name).All("shelf/rejonowa-6-8/lodowka")).Count);
    }

    [Fact]
    public async Task A_signature_that_has_run_out_is_refused()
    {
        var signed = (await Azurite.Shared).SignedConnectionString(TimeSpan.FromHours(-1));
        var sentence = await AzureAccount.WhatIsWrong(signed);
        Assert.Contains("odmawia dostępu", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("sig=", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://dom.table.core.windows.net", null, "https://dom.blob.core.windows.net/mal-backups")]
    [InlineData("https://dom.table.core.windows.net", "https://inne.blob.core.windows.net", "https://inne.blob.core.windows.net/mal-backups-dom")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=dom;AccountKey=a2x1Y3o=;EndpointSuffix=core.windows.net", null, "https://dom.blob.core.windows.net/mal-backups")]
    public void Copies_lie_on_the_same_account_unless_another_is_named(string storage, string? copies, string container) =>
        Assert.Equal(container, AzureAccount.Copies(storage, copies).Uri.ToString());

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "bzdura")]
    [InlineData("UseDevelopmentStorage=true", "http://dom.blob.core.windows.net")]
    [InlineData("AccountName=dom;AccountKey=a2x1Y3o=;TableEndpoint=http://127.0.0.1:1/dom;", null)]
    public void Where_copies_cannot_be_put_is_told_by_the_name_of_the_setting(string storage, string? copies) =>
        Assert.Contains("ConnectionStrings__backups", Assert.Throws<FormatException>(() => AzureAccount.Copies(storage, copies)).Message, StringComparison.Ordinal);

    private static void Says(string what, string storage, string? sentence)
    {
        Assert.NotNull(sentence);
        Assert.Contains(what, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence);
        Assert.DoesNotContain("Exception", sentence, StringComparison.Ordinal);
        Assert.True(storage.Split("AccountKey=") is not [_, var key] || !sentence.Contains(key.Split(';')[0], StringComparison.Ordinal));
    }
}
