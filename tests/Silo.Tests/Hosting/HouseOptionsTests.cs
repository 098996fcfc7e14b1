using Microsoft.Extensions.Configuration;

namespace Mal.Hosting;

/// <summary>What an option says, and where it may be said.</summary>
public sealed class HouseOptionsTests
{
    [Theory]
    [InlineData("--rate x", "--rate: ")]
    [InlineData("--rate 0", "--rate: ")]
    [InlineData("--rate -1", "--rate: ")]
    [InlineData("--rate NaN", "--rate: ")]
    [InlineData("--clock-rate 1e9", "--clock-rate: ")]
    [InlineData("--clock-start jutro", "--clock-start: ")]
    [InlineData("--clock-start 9999-12-31T23:59:59Z", "--clock-start: ")]
    [InlineData("--public-url mal.example.org", "--public-url: ")]
    public void A_value_that_cannot_be_meant_is_told_and_names_its_option(string typed, string says) =>
        Assert.StartsWith(says, Assert.Single(Read([], typed.Split(' ')).Mistakes), StringComparison.Ordinal);

    [Fact]
    public void The_data_folder_is_a_whole_path_from_where_the_program_was_started()
    {
        Assert.Equal(Path.Combine(Environment.CurrentDirectory, "data"), Read([]).Data);
        Assert.Equal(Path.Combine(Environment.CurrentDirectory, "data-demo"), Read([], "--demo").Data);
        Assert.Equal(Path.Combine(Environment.CurrentDirectory, "dom"), Read([], "--data", "dom").Data);
        Assert.Equal(Path.GetFullPath("/srv/dom"), Read([], "--data", "/srv/dom").Data);
    }

    [Theory]
    [InlineData("data")]
    [InlineData("DATA")]
    [InlineData("Data")]
    [InlineData("mal_data")]
    [InlineData("XMAL_DATA")]
    public void A_variable_of_some_other_program_says_nothing(string name) => Assert.Empty(HouseEnvironment.Of(new Dictionary<string, string> { [name] = "/elsewhere" }));

    [Fact]
    public void Ours_say_what_an_option_says()
    {
        Dictionary<string, string> variables = new()
        {
            ["MAL_DATA"] = "/srv/dom", ["MAL_PUBLIC_URL"] = "https://mal.example.org", ["MAL_RATE"] = "60", ["MAL_CLOCK_START"] = "2026-11-25T16:42:00+01:00",
            ["MAL_PUBLIC_LIMITS__REQUESTSADAY"] = "7", ["ConnectionStrings__storage"] = "UseDevelopmentStorage=true", ["MAL_PLACE"] = "a.json", ["MAL_BACKUP_AT"] = "",
        };

        var options = Read(variables);

        Assert.Empty(options.Mistakes);
        Assert.Equal((Path.GetFullPath("/srv/dom"), "https://mal.example.org", 60.0, "UseDevelopmentStorage=true"), (options.Data, options.PublicUrl, options.Rate, options.Storage));
        Assert.Equal(DateTimeOffset.Parse("2026-11-25T16:42:00+01:00", System.Globalization.CultureInfo.InvariantCulture), options.ClockStart);
        Assert.Equal(["a.json"], options.PlaceFiles);
        Assert.Equal(7, Mal.Public.PublicLimits.From(Configuration(variables, [])).RequestsADay);
        Assert.Null(Configuration(variables, [])["backup-at"]);
        // What was typed comes first.
        Assert.Equal(Path.GetFullPath("/srv/inny"), Read(variables, "--data", "/srv/inny").Data);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")]
    [InlineData("AZURE_CLIENT_ID", "AZURE_CLIENT_ID")]
    [InlineData("POD_NAMESPACE", "POD_NAMESPACE")]
    [InlineData("ORLEANS_SERVICE_ID", "ORLEANS_SERVICE_ID")]
    [InlineData("Orleans__ClusterId", "Orleans:ClusterId")]
    [InlineData("ConnectionStrings__backups", "ConnectionStrings:backups")]
    public void Libraries_find_theirs_under_their_standard_names(string name, string key) => Assert.Equal("x", HouseEnvironment.Of(new Dictionary<string, string> { [name] = "x" })[key]);

    [Fact]
    public void A_limit_that_is_no_number_is_told()
    {
        var wrong = Assert.Throws<FormatException>(() => Mal.Public.PublicLimits.From(Configuration(new() { ["MAL_PUBLIC_LIMITS__REQUESTSADAY"] = "dużo" }, [])));

        Assert.Contains("--public-limits:REQUESTSADAY", wrong.Message, StringComparison.Ordinal);
    }

    private static HouseOptions Read(Dictionary<string, string> variables, params string[] typed)
    {
        var line = CommandLine.Of(typed);
        return HouseOptions.From(Configuration(variables, line.Pairs), line);
    }

    private static IConfiguration Configuration(Dictionary<string, string> variables, string[] pairs) =>
        new ConfigurationBuilder().AddInMemoryCollection(HouseEnvironment.Of(variables)).AddCommandLine(pairs).Build();
}
