using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace WorkflowHost.Portal.Access;

/// <summary>A short message for the page after a redirect, shown once. Carried in a cookie, so that no link can put words there.</summary>
internal static class Flash
{
    private const string Cookie = "wh-notice";

    /// <summary>Leaves a message.</summary>
    /// <param name="http">The request that did something.</param>
    /// <param name="text">What was done, in Chinese.</param>
    /// <param name="draft">Key of the draft that is no longer needed; empty for none.</param>
    public static void Leave(HttpContext http, string text, string draft = "") =>
        http.Response.Cookies.Append(
            Cookie,
            WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(draft + "\n" + text)),
            new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromMinutes(1), Secure = http.Request.IsHttps });

    /// <summary>Takes the message; null when there is none.</summary>
    public static (string Draft, string Text)? Take(HttpContext http)
    {
        if (!HttpMethods.IsGet(http.Request.Method) || http.Request.Cookies[Cookie] is not { Length: > 0 } value)
        {
            return null;
        }

        http.Response.Cookies.Delete(Cookie);
        try
        {
            var parts = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(value)).Split('\n', 2);
            return parts.Length == 2 ? (parts[0], parts[1]) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
