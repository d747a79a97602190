using Microsoft.JSInterop;

namespace Elsa.Studio.Localization.BlazorWasm;

/// <summary>
/// Studio's texts in Chinese, as the page hands them over. A key without a translation is shown as it is and told to the page, once:
/// names and descriptions of activities pass here too, so not every one of them is a gap.
/// </summary>
internal sealed class PageDictionary : ILocalizationProvider
{
    private static readonly HashSet<string> Missed = [];
    private static Dictionary<string, string> words = [];
    private static IJSInProcessRuntime? page;

    public static void Use(Dictionary<string, string> translations, IJSRuntime runtime)
    {
        words = translations;
        page = runtime as IJSInProcessRuntime;
    }

    public string GetTranslation(string key)
    {
        if (words.TryGetValue(key, out var translation))
        {
            return translation;
        }

        if (Missed.Add(key))
        {
            page?.Invoke<object?>("studioWords.missed", key);
        }

        return key;
    }
}
