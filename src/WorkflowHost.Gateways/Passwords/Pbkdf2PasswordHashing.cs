using System.Globalization;
using System.Security.Cryptography;
using WorkflowHost.Organisation;

namespace WorkflowHost.Gateways.Passwords;

/// <summary>
/// PBKDF2 with HMAC-SHA-512, kept as <c>$pbkdf2-sha512$i=210000$salt$hash</c> (Base64). The text names its own method and
/// iterations, so both can be raised later without shutting anybody out.
/// </summary>
public sealed class Pbkdf2PasswordHashing : IPasswordHashing
{
    private const string Method = "pbkdf2-sha512";
    private const int Iterations = 210_000;
    private const int MostIterations = 10_000_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <inheritdoc/>
    public string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = Derive(password, salt, Iterations, HashBytes);
        return string.Create(
            CultureInfo.InvariantCulture, $"${Method}$i={Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }

    /// <inheritdoc/>
    /// <remarks>A text that this class did not make matches no password.</remarks>
    public bool Verify(string hash, string password)
    {
        var parts = hash.Split('$');
        if (parts is not ["", Method, ['i', '=', .. var count], var saltText, var hashText]
            || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)
            || iterations is 0 or > MostIterations
            || !TryDecode(saltText, out var salt)
            || !TryDecode(hashText, out var expected)
            || expected.Length != HashBytes)
        {
            return false;
        }

        return CryptographicOperations.FixedTimeEquals(Derive(password, salt, iterations, expected.Length), expected);
    }

    private static byte[] Derive(string password, byte[] salt, int iterations, int length) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA512, length);

    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length];
        var decoded = Convert.TryFromBase64String(text, bytes, out var written);
        bytes = bytes[..written];
        return decoded;
    }
}
