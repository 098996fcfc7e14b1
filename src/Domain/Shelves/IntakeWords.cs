using Mal.Places;

namespace Mal.Shelves;

/// <summary>Why food is not taken, each in a sentence of its own that says what to do with it.</summary>
internal static class IntakeWords
{
    public static string Never(RefusedFood refused) => refused.Id switch
    {
        "alcohol" => "Alkohol: nie przyjmujemy. Zabierz go ze sobą.",
        "raw-meat" => "Surowe mięso: nie przyjmujemy, bo szybko się psuje i może zarazić inne jedzenie. Zabierz je do domu.",
        "raw-fish" => "Surowe ryby: nie przyjmujemy, bo psują się najszybciej. Zabierz je do domu.",
        "raw-egg-dishes" => "Dania z surowych jaj: nie przyjmujemy, bo grożą salmonellą. Zabierz je do domu.",
        "opened" => "Otwarte lub uszkodzone opakowanie: nie przyjmujemy, bo nikt nie wie, co do niego trafiło. Zabierz je albo wyrzuć.",
        "unpasteurised" => "Niepasteryzowane mleko i przetwory: nie przyjmujemy, bo mogą zaszkodzić dzieciom i osobom w ciąży. Zabierz je do domu.",
        // A place may refuse more than we know of.
        _ => $"{refused.Name}: tego nie przyjmujemy. Zabierz to ze sobą.",
    };

    public static string ByPolicy(FoodCategory category) => category.Policy switch
    {
        "home_made" => $"{category.Name}: to miejsce nie przyjmuje jedzenia przygotowanego w domu.",
        "whole_eggs" => $"{category.Name}: to miejsce nie przyjmuje jaj.",
        "opened_dry" => $"{category.Name}: to miejsce przyjmuje tylko zamknięte opakowania.",
        "frozen" => $"{category.Name}: to miejsce nie przyjmuje mrożonek.",
        _ => $"{category.Name}: według zasad tego miejsca nie przyjmujemy.",
    };
}
