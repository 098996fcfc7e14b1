using Azure.Data.Tables;
using Mal.Diagnosis;
using Mal.Silo.Tests.Storage;
using Mal.Storage;

namespace Mal.Silo.Tests.Diagnosis;

/// <summary>A storage account from which something is missing is told, and no table is made in its place.</summary>
public sealed class AccountStartTests : IAsyncLifetime
{
    private const string Shelf = "shelf/rejonowa-6-8/lodowka";

    private Azurite store = null!;
    private TableServiceClient service = null!;

    public async Task InitializeAsync()
    {
        store = await Azurite.Start();
        service = AzureAccount.Connect(store.ConnectionString);
    }

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task An_account_is_a_house_as_long_as_nothing_of_it_is_missing()
    {
        Assert.Null(await AzureAccount.WhatIsWrong(store.ConnectionString));
        Assert.Empty(await Tables());
        // A new house, and the same again.
        Assert.Null(await Says());
        Assert.Equal(["MalFacts", "OrleansGrainState"], await Tables());
        var log = new AzureTableEventLog(service);
        await log.Add(Shelf, 0, 3);
        var house = await log.Known();
        var copy = await Copies().Make(new DateTimeOffset(2026, 11, 27, 3, 0, 0, TimeSpan.FromHours(1)));
        Assert.Equal(house, copy.Counted.House);
        await service.GetTableClient("OrleansGrainState").AddEntityAsync(new TableEntity("mal_words", "words"));
        Assert.Null(await Says());

        // The table of facts is gone: no new house in its place.
        await service.DeleteTableAsync("MalFacts");
        Assert.Equal(MemorySays.FactsGone(Place, copy), await Says());
        Assert.Equal(["OrleansGrainState"], await Tables());
        await Copies().Restore((await Copies().All())[0], DateTimeOffset.Now);
        Assert.Null(await Says());
        // The same house, though another data set.
        Assert.Equal(house, await new AzureTableEventLog(service).Known());
        Assert.NotEqual(house, await new AzureTableEventLog(service).DataSet());

        // The table of records is gone: it is begun anew only when somebody says so.
        await service.DeleteTableAsync("OrleansGrainState");
        Assert.Equal(MemorySays.RecordsGoneWithoutCopies(Place), await Says());
        Assert.Equal(["MalFacts"], await Tables());
        await new AzureMemory(service).MakeRecords();
        Assert.Null(await Says());
    }

    [Fact]
    public async Task Records_without_facts_and_copies_of_another_house_are_told()
    {
        var records = service.GetTableClient("OrleansGrainState");
        await records.CreateAsync();
        await records.AddEntityAsync(new TableEntity("mal_words", "words"));
        Assert.Equal(MemorySays.FactsGoneWithoutCopies(Place), await Says());
        Assert.Equal(["OrleansGrainState"], await Tables());

        var log = new AzureTableEventLog(service);
        await log.DataSet();
        await log.Add(Shelf, 0, 3);
        var copy = await Copies().Make(new DateTimeOffset(2026, 11, 27, 3, 0, 0, TimeSpan.FromHours(1)));
        await service.DeleteTableAsync("MalFacts");
        var other = new AzureTableEventLog(service);
        await other.DataSet();
        await other.Add(Shelf, 0);
        Assert.Equal(MemorySays.OtherCopies(Place, copy), await Says());
    }

    private MemoryPlace Place => MemoryPlace.Account(service.Uri.GetLeftPart(UriPartial.Authority));

    private Task<string?> Says() => AccountStart.Says(store.ConnectionString, null, makesCopies: true);

    private AzureBackups Copies() => new(AzureAccount.Copies(store.ConnectionString, null), service);

    private async Task<List<string>> Tables() => [.. (await service.QueryAsync().Select(table => table.Name).ToListAsync()).Order(StringComparer.Ordinal)];
}
