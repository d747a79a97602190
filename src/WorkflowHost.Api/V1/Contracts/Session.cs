namespace WorkflowHost.Api.V1.Contracts;

/// <summary>Who wants in.</summary>
/// <param name="Login">Case and surrounding blanks do not matter.</param>
/// <param name="Password">As typed.</param>
public sealed record SessionRequest(string Login, string Password);

/// <summary>A token for what the browser runs while its session lasts.</summary>
/// <param name="AccessToken">For <c>Authorization: Bearer</c>.</param>
/// <param name="ExpiresIn">Seconds from now.</param>
/// <param name="AccountId">Whose it is.</param>
public sealed record SessionToken(string AccessToken, int ExpiresIn, string AccountId);
