namespace Mal.Public;

/// <summary>The pages for people without an account: the request form, its tracking page, and the organizer's link.</summary>
internal static class PublicPages
{
    public static WebApplicationBuilder AddPublicPages(this WebApplicationBuilder builder, PublicLimits? limits = null)
    {
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton(limits ?? PublicLimits.From(builder.Configuration));
        builder.Services.AddSingleton<PublicPatience>();
        builder.Services.AddSingleton<RequestDesk>();
        builder.Services.AddSingleton<MeetingDesk>();
        return builder;
    }

    public static void MapPublicPages(this WebApplication app)
    {
        app.MapRequestPages();
        app.MapMeetingPages();
    }
}
