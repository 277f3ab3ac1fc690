namespace Portal.Core.Correspondence.Letters;

/// <summary>A template is missing, cannot be read, names something its model lacks, or was changed after it was published.</summary>
public sealed class LetterTemplateException(string message, Exception? cause = null) : Exception(message, cause);
