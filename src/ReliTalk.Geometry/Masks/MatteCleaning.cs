namespace ReliTalk.Geometry.Masks;

/// <summary>Repairs of a raw person mask: one person, without holes, steady in time.</summary>
internal static class MatteCleaning
{
    private const float Inside = 0.5f;

    /// <summary>Keeps the largest connected area (values of at least one half) with its soft rim, and fills what it encloses.</summary>
    public static void KeepPerson(Span<float> values, int width, int height)
    {
        var labels = new int[width * height];
        var largest = LargestArea(values, labels, width, height, out var main);
        if (largest == 0) return;
        RemoveOthers(values, labels, main, width, height);
        FillHoles(values, labels, main, width, height);
    }

    /// <summary>Each value becomes a quarter of the frame before and after and half of its own; ends repeat themselves.</summary>
    public static Matte[] Steady(IReadOnlyList<Matte> mattes)
    {
        var result = new Matte[mattes.Count];
        for (var t = 0; t < mattes.Count; t++)
        {
            var (before, here, after) = (mattes[Math.Max(0, t - 1)].Values, mattes[t].Values, mattes[Math.Min(mattes.Count - 1, t + 1)].Values);
            var values = new byte[here.Length];
            for (var i = 0; i < values.Length; i++) values[i] = (byte)((before[i] + 2 * here[i] + after[i] + 2) / 4);
            result[t] = new Matte(mattes[t].Width, mattes[t].Height, values);
        }
        return result;
    }

    private static int LargestArea(ReadOnlySpan<float> values, int[] labels, int width, int height, out int main)
    {
        int label = 0, largest = 0;
        main = 0;
        var stack = new Stack<int>();
        for (var start = 0; start < values.Length; start++)
        {
            if (values[start] < Inside || labels[start] != 0) continue;
            label++;
            var area = 0;
            stack.Push(start);
            labels[start] = label;
            while (stack.TryPop(out var at))
            {
                area++;
                var x = at % width;
                if (x > 0) Visit(values, labels, at - 1, label, stack);
                if (x < width - 1) Visit(values, labels, at + 1, label, stack);
                if (at >= width) Visit(values, labels, at - width, label, stack);
                if (at < width * (height - 1)) Visit(values, labels, at + width, label, stack);
            }
            if (area <= largest) continue;
            largest = area;
            main = label;
        }
        return largest;
    }

    private static void Visit(ReadOnlySpan<float> values, int[] labels, int at, int label, Stack<int> stack)
    {
        if (labels[at] != 0 || values[at] < Inside) return;
        labels[at] = label;
        stack.Push(at);
    }

    // The soft rim reaches a few pixels beyond the half level; what lies farther from the person belongs to something else.
    private static void RemoveOthers(Span<float> values, int[] labels, int main, int width, int height)
    {
        var rim = Math.Max(2, width / 48);
        var near = new byte[labels.Length];
        var spread = new byte[labels.Length];
        for (var y = 0; y < height; y++)
        {
            var reach = -1;
            for (var x = 0; x < width; x++)
            {
                if (labels[y * width + x] == main) reach = x + rim;
                if (x <= reach) near[y * width + x] = 1;
            }
            reach = width;
            for (var x = width - 1; x >= 0; x--)
            {
                if (labels[y * width + x] == main) reach = x - rim;
                if (x >= reach) near[y * width + x] = 1;
            }
        }
        for (var x = 0; x < width; x++)
        {
            var reach = -1;
            for (var y = 0; y < height; y++)
            {
                if (near[y * width + x] != 0) reach = y + rim;
                if (y <= reach) spread[y * width + x] = 1;
            }
            reach = height;
            for (var y = height - 1; y >= 0; y--)
            {
                if (near[y * width + x] != 0) reach = y - rim;
                if (y >= reach) spread[y * width + x] = 1;
            }
        }
        for (var i = 0; i < values.Length; i++)
            if (spread[i] == 0 || (labels[i] != 0 && labels[i] != main))
                values[i] = 0;
    }

    private static void FillHoles(Span<float> values, int[] labels, int main, int width, int height)
    {
        // Outside is what a walk from the picture's border reaches without crossing the person; large enclosed areas are real gaps.
        var outside = new bool[labels.Length];
        var stack = new Stack<int>();
        for (var x = 0; x < width; x++)
        {
            Push(x);
            Push((height - 1) * width + x);
        }
        for (var y = 0; y < height; y++)
        {
            Push(y * width);
            Push(y * width + width - 1);
        }
        Flood();
        var largestHole = labels.Length / 40;
        for (var start = 0; start < labels.Length; start++)
        {
            if (outside[start] || labels[start] == main) continue;
            var hole = new List<int>();
            Push(start);
            while (stack.TryPop(out var at))
            {
                hole.Add(at);
                Around(at);
            }
            if (hole.Count > largestHole) continue;
            foreach (var at in hole) values[at] = 1;
        }

        void Flood()
        {
            while (stack.TryPop(out var at)) Around(at);
        }

        void Around(int at)
        {
            var x = at % width;
            if (x > 0) Push(at - 1);
            if (x < width - 1) Push(at + 1);
            if (at >= width) Push(at - width);
            if (at < width * (height - 1)) Push(at + width);
        }

        void Push(int at)
        {
            if (outside[at] || labels[at] == main) return;
            outside[at] = true;
            stack.Push(at);
        }
    }
}
