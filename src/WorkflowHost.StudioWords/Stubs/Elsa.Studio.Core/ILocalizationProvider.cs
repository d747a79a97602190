namespace Elsa.Studio.Localization;

/// <summary>Studio's port for its texts. Only its name and shape are compiled against.</summary>
public interface ILocalizationProvider
{
    /// <summary>The text of a key.</summary>
    string GetTranslation(string key);
}
