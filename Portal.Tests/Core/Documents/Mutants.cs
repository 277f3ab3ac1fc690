namespace Portal.Tests.Core.Documents;

/// <summary>A file with something wrong: bytes flipped, a piece cut out, doubled, zeroed or moved, or the end missing.</summary>
internal static class Mutants
{
    public static byte[] Of(byte[] original, Random random)
    {
        var file = (byte[])original.Clone();
        for (var wounds = random.Next(1, 4); wounds > 0 && file.Length > 64; wounds--)
        {
            var at = random.Next(file.Length);
            var length = random.Next(1, Math.Min(file.Length - at, Math.Max(2, file.Length / 8)) + 1);
            switch (random.Next(6))
            {
                case 0:
                    for (var flips = random.Next(1, 40); flips > 0; flips--) file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    file = [.. file[..at], .. file[(at + length)..]];
                    break;
                case 2:
                    file = [.. file[..(at + length)], .. file[at..]];
                    break;
                case 3:
                    file.AsSpan(at, length).Clear();
                    break;
                case 4:
                    file = file[..Math.Max(64, at)];
                    break;
                default:
                    // The last bytes hold what leads to everything else.
                    for (var flips = random.Next(1, 12); flips > 0; flips--) file[^random.Next(1, Math.Min(file.Length, 400))] = (byte)random.Next(256);
                    break;
            }
        }
        return file;
    }
}
