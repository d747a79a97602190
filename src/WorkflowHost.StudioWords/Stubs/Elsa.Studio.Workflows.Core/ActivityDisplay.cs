namespace Elsa.Studio.Workflows.UI
{
    namespace Models
    {
        /// <summary>How Studio shows a kind of step. Only its name and shape are compiled against.</summary>
        /// <param name="color">Of the icon's ground.</param>
        /// <param name="icon">SVG markup.</param>
#pragma warning disable CS9113 // Never runs.
        public class ActivityDisplaySettings(string color, string? icon = null);
#pragma warning restore CS9113
    }

    namespace Contracts
    {
        /// <summary>Studio's port for icons. Only its name and shape are compiled against.</summary>
        public interface IActivityDisplaySettingsProvider
        {
            /// <summary>By the step's type name.</summary>
            IDictionary<string, Models.ActivityDisplaySettings> GetSettings();
        }
    }
}
