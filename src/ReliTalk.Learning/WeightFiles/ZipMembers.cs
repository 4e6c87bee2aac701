using System.IO.Compression;

namespace ReliTalk.Learning.WeightFiles;

/// <summary>The members of a ZIP archive, unpacked in memory with a limit on their size together.</summary>
internal static class ZipMembers
{
    /// <summary>Unpacks the wanted members one after the other.</summary>
    public static IEnumerable<(string Name, byte[] Content)> Read(byte[] archive, Func<string, bool> wanted, long largestTotal, Func<string, WeightsFileException> damaged)
    {
        ZipArchive? zip = null;
        IReadOnlyList<ZipArchiveEntry> entries;
        try
        {
            zip = new ZipArchive(new MemoryStream(archive, writable: false), ZipArchiveMode.Read);
            entries = zip.Entries;
        }
        catch (Exception error) when (IsDamage(error))
        {
            zip?.Dispose();
            throw damaged($"it is not a ZIP archive ({error.Message.TrimEnd('.')})");
        }
        using (zip)
        {
            long total = 0;
            foreach (var entry in entries)
            {
                if (!wanted(entry.FullName)) continue;
                total += entry.Length;
                if (entry.Length > int.MaxValue || total > largestTotal) throw damaged($"the member '{entry.FullName}' unpacks to more than is allowed");
                byte[] content;
                try
                {
                    // The length is what the archive claims: the buffer grows with what really comes.
                    using var stream = entry.Open();
                    using var target = new MemoryStream((int)Math.Min(entry.Length, archive.Length));
                    var buffer = new byte[81920];
                    for (int count; (count = stream.Read(buffer)) > 0;)
                    {
                        if (target.Length + count > entry.Length) throw damaged($"the member '{entry.FullName}' is longer than it says");
                        target.Write(buffer, 0, count);
                    }
                    if (target.Length != entry.Length) throw damaged($"the member '{entry.FullName}' is truncated");
                    content = target.ToArray();
                }
                catch (Exception error) when (IsDamage(error))
                {
                    throw damaged($"the member '{entry.FullName}' cannot be unpacked ({error.Message.TrimEnd('.')})");
                }
                yield return (entry.FullName, content);
            }
        }
    }

    private static bool IsDamage(Exception error) => error is InvalidDataException or IOException or NotSupportedException or ArgumentException;
}
