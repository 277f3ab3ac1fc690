using System.Text.Encodings.Web;

namespace Portal.Core.Correspondence.Letters;

/// <summary>Lets every value that Liquid writes pass through <see cref="LetterText.Escape"/>, so that no value becomes structure.</summary>
internal sealed class LetterTextEncoder : TextEncoder
{
    public static readonly LetterTextEncoder Instance = new();

    private LetterTextEncoder()
    {
    }

    public override int MaxOutputCharactersPerInputCharacter => "[U+FFFF]".Length;

    public override string Encode(string value) => LetterText.Escape(value);

    public override void Encode(TextWriter output, string value, int startIndex, int characterCount) =>
        output.Write(LetterText.Escape(value.Substring(startIndex, characterCount)));

    public override void Encode(TextWriter output, char[] value, int startIndex, int characterCount) =>
        output.Write(LetterText.Escape(new string(value, startIndex, characterCount)));

    // The overloads above need no scanning; these answer as they do for whoever asks.
    public override bool WillEncode(int unicodeScalar) =>
        unicodeScalar <= char.MaxValue && !char.IsSurrogate((char)unicodeScalar) && LetterText.Escape(((char)unicodeScalar).ToString()) != ((char)unicodeScalar).ToString();

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        for (var i = 0; i < textLength; i++)
        {
            if (WillEncode(text[i]))
                return i;
        }

        return -1;
    }

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var escaped = LetterText.Escape(char.ConvertFromUtf32(unicodeScalar));
        numberOfCharactersWritten = escaped.TryCopyTo(new Span<char>(buffer, bufferLength)) ? escaped.Length : 0;
        return numberOfCharactersWritten > 0;
    }
}
