using System.ComponentModel.DataAnnotations;
using Portal.Web.Demo;

namespace Portal.Web.Features.Account;

public sealed record PasswordForm
{
    [Display(Name = "Work e-mail address")]
    [Required(ErrorMessage = "Enter your work e-mail address.")]
    public string? Email { get; init; }

    [Display(Name = "Password")]
    [Required(ErrorMessage = "Enter your password.")]
    [DataType(DataType.Password)]
    public string? Password { get; init; }
}

public sealed record CodeForm
{
    [Display(Name = "Code")]
    [Required(ErrorMessage = "Enter the six digits that your authenticator shows.")]
    public string? Code { get; init; }
}

/// <param name="DemoPeople">The demo's people by role; empty outside the demo.</param>
public sealed record PasswordView(PasswordForm Form, IReadOnlyList<DemoPersonView> DemoPeople)
{
    public string? ReturnTo { get; init; }
}

/// <param name="DemoCode">In the demo, the code the person's authenticator would show; null outside it.</param>
public sealed record CodeView(CodeForm Form, string? DemoCode)
{
    public string? ReturnTo { get; init; }
}

/// <param name="Doing">What the code is asked for, as a sentence.</param>
public sealed record StepUpView(CodeForm Form, string StepUpAction, Guid ObjectId, string Doing, string? DemoCode)
{
    public string? ReturnTo { get; init; }
}
