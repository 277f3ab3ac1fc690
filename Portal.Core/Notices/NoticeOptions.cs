namespace Portal.Core.Notices;

/// <summary>Section <c>Portal:Notices</c> of the configuration.</summary>
public sealed class NoticeOptions
{
    /// <summary>Where notices are put for the platform's notification service to deliver. Empty: <c>notices</c> in the data folder.</summary>
    public string Folder { get; set; } = "";
}
